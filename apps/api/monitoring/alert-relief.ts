import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import { alertRound } from '#observability/alerts/round.js';
import { log } from '../log.js';
import { CONFIG, DATABASE, TEMPORAL } from '../tokens.js';
import { alertSources } from './alert-sources.js';

const CHECK_INTERVAL_MS = 30_000;
/** The watchdog runs every 30 s; after this delay it counts as down. */
export const SILENT_MS = 150_000;

/**
 * The watchdog is a workflow and needs a worker: without workers, nobody would be alerted of exactly
 * that. So the API checks for missing rounds and evaluates the rules itself. Several APIs may do so: an alert is
 * opened once.
 */
@Injectable()
export class AlertRelief implements OnModuleInit, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  /** After a start, the first round may be pending. */
  readonly #since = Date.now();

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly client: Client,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.#timer = setInterval(() => {
      this.#running = this.check().catch((err: unknown) => log.warn({ err }, 'alerts were not checked'));
    }, CHECK_INTERVAL_MS);
    this.#timer.unref();
  }

  /** Runs before the database closes. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** True when it evaluated the rules in place of the watchdog. */
  async check(now = Date.now()): Promise<boolean> {
    const round = await this.db.alertRound.findUnique({ where: { id: 1 } });
    if (now - (round?.at.getTime() ?? this.#since) < SILENT_MS) return false;
    const { alerts, http } = this.config;
    const sources = alertSources(this.db, this.client, this.config);
    await alertRound({ ...sources, alerts, publicUrl: http.publicUrl });
    return true;
  }
}
