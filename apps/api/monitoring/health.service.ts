import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import { HEALTH_STATES } from '#contracts/health.js';
import type { HealthPart, HealthView, MetricsView } from '#contracts/health.js';
import type { Database } from '#database/database.js';
import { Failure } from '#failures/failure.js';
import { gatherFigures } from '#observability/alerts/gather.js';
import { inText } from '#observability/alerts/rules.js';
import { checkHealth } from '#observability/health.js';
import { probesOf } from '#observability/probes.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { CONFIG, DATABASE, STORE, TEMPORAL } from '../tokens.js';
import { SILENT_MS } from './alert-relief.js';
import { alertSources } from './alert-sources.js';
import { AlertsService } from './alerts.service.js';
import { partsOf } from './health-parts.js';

const DAY_MS = 86_400_000;
const SLOW_MS = 1_000;

/** Health of the platform by component. */
@Injectable()
export class HealthService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(STORE) private readonly store: ArtifactStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(AlertsService) private readonly alerts: AlertsService,
  ) {}

  async parts(now = new Date()): Promise<HealthView> {
    const [asked, looked] = await Promise.all([
      this.asked(),
      this.looked(now).catch((): HealthPart[] => []), // reported by the database's own check
    ]);
    const parts = [...asked, ...looked];
    const state = HEALTH_STATES.toReversed().find((each) => parts.some((part) => part.state === each)) ?? 'ok';
    return { at: now.toISOString(), state: state === 'off' ? 'ok' : state, parts };
  }

  private async asked(): Promise<HealthPart[]> {
    const { db, temporal: client, store } = this;
    const { database, temporal, storage } = probesOf({ db, client, store, storage: this.config.storage });
    const { health, errors } = await checkHealth({ database, temporal, storage });
    return Object.entries(health.parts).map(([name, part]) => answered(name, part, errors[name]));
  }

  private async looked(now: Date): Promise<HealthPart[]> {
    const { mail, stripe, google, openai } = this.config;
    const setUp = { smtp: mail.kind === 'smtp', stripe: !!stripe, google: !!google, openai: !!openai };
    const figures = await gatherFigures(alertSources(this.db, this.temporal, this.config), now);
    return [...partsOf(figures, setUp), await this.watchdog(now)];
  }

  private async watchdog(now: Date): Promise<HealthPart> {
    const round = await this.db.alertRound.findUnique({ where: { id: 1 } });
    const part = (state: HealthPart['state'], reason: string): HealthPart => ({
      name: 'watchdog',
      state,
      reason,
      milliseconds: round?.tookMs ?? null,
    });
    if (!round) return part('degraded', 'It has done no round yet. The api looks in its place.');
    const ago = now.getTime() - round.at.getTime();
    const unknown = round.unknown.length > 0 ? ` Not known: ${round.unknown.join(', ')}.` : '';
    return ago > SILENT_MS
      ? part('down', `Its last round was ${inText(ago)} ago. The api looks in its place.`)
      : part(round.unknown.length > 0 ? 'degraded' : 'ok', `All rules were looked at ${inText(ago)} ago.${unknown}`);
  }

  /** The current figures, for external dashboards. */
  async metrics(now = new Date()): Promise<MetricsView> {
    const [figures, open, ended, alerts] = await Promise.all([
      gatherFigures(alertSources(this.db, this.temporal, this.config), now),
      this.db.job.groupBy({ by: ['state'], where: { endedAt: null }, _count: true }),
      this.db.job.groupBy({
        by: ['state'],
        where: { endedAt: { gt: new Date(now.getTime() - DAY_MS) } },
        _count: true,
      }),
      this.alerts.counts(),
    ]);
    const { disk, queues, oldestQueuedAt, parkedSince, mail, inbox, drive } = figures;
    const seconds = (since: Date | null | undefined): number | null =>
      since ? Math.max(0, Math.round((now.getTime() - since.getTime()) / 1000)) : null;
    return {
      at: now.toISOString(),
      jobs: counted(open),
      endedToday: counted(ended),
      oldestQueuedSeconds: seconds(oldestQueuedAt),
      parked: parkedSince.length,
      oldestParkedSeconds: seconds(parkedSince[0]),
      queues: queues?.map((queue) => ({ ...queue, polledAt: queue.polledAt?.toISOString() ?? null })) ?? null,
      mailsQueued: mail.queuedSince.length,
      stripeEventsStored: inbox.storedSince.length,
      driveFilesWaiting: drive.filesSince.length,
      disk: disk && disk !== 'none' ? { free: disk.free, total: disk.total } : null,
      alerts,
    };
  }
}

const counted = (rows: { state: string; _count: number }[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ state, _count }) => [state, _count]));

/** Our failures have a message for operators, such as the object store's response. */
function answered(
  name: string,
  { ok, milliseconds }: { ok: boolean; milliseconds: number },
  error: unknown,
): HealthPart {
  if (!ok)
    return {
      name,
      state: 'down',
      reason: error instanceof Failure ? error.message : 'It does not answer.',
      milliseconds,
    };
  const slow = milliseconds > SLOW_MS;
  return { name, state: slow ? 'degraded' : 'ok', reason: slow ? 'It answers slowly.' : 'It answers.', milliseconds };
}
