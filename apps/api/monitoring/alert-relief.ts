import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import { alertRound } from '#observability/alerts/round.js';
import { log } from '../log.js';
import { CONFIG, DATABASE, TEMPORAL } from '../tokens.js';
import { alertSources } from './alert-sources.js';

const LOOK_EVERY_MS = 30_000;
/** The watchdog does a round every half minute; one that is this late is no watchdog. */
export const SILENT_MS = 150_000;

/**
 * The watchdog is a workflow, and a workflow needs a worker: when the last worker is gone nobody would be told of just
 * that. So the api looks whether rounds are done, and does them while they are not. Any number of apis may: an alert is
 * opened once.
 */
@Injectable()
export class AlertRelief implements OnModuleInit, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  /** The first round may still be on its way when everything has just been started. */
  readonly #since = Date.now();

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly client: Client,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.#timer = setInterval(() => {
      this.#running = this.look().catch((err: unknown) => log.warn({ err }, 'alerts were not looked at'));
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** The database closes after this. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** True when it did a round in the watchdog's place. */
  async look(now = Date.now()): Promise<boolean> {
    const round = await this.db.alertRound.findUnique({ where: { id: 1 } });
    if (now - (round?.at.getTime() ?? this.#since) < SILENT_MS) return false;
    const { alerts, http } = this.config;
    const sources = alertSources(this.db, this.client, this.config);
    await alertRound({ ...sources, alerts, publicUrl: http.publicUrl });
    return true;
  }
}
