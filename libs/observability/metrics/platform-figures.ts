import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { ExceptionState } from '#contracts/finance.js';
import type { JobState } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';

/** Of a run, exceptions by their type. One that has not ended has none yet. */
const runCounts = z.object({ found: z.record(z.string(), z.number()) });

/** Not over: counted whole. */
const ACTIVE: JobState[] = ['queued', 'running', 'paused', 'needs-attention'];
/** Over: as many as there ever were, so only those of one day are counted. */
const ENDED: JobState[] = ['completed', 'completed-with-skips', 'failed', 'canceled'];
export const WAITING_ITEMS: ExceptionState[] = ['expected', 'open', 'repairing'];

/** As of one moment; keys are `kind state` and `type state`. */
export interface Figures {
  /** Milliseconds since 1970. */
  at: number;
  jobs: Map<string, number>;
  items: Map<string, number>;
  /** Null: no run was ever completed. */
  lastRun: { trigger: string; endedAt: number; seconds: number; found: Partial<Record<string, number>> } | null;
}

/** However many scrapers come, the database is asked this often at most. */
const FRESH_MS = 10_000;
/** A scrape is answered with what is known when the database takes longer. */
const PATIENCE_MS = 2_000;
const DAY_MS = 86_400_000;

/** Figures of the whole platform, kept for a while. Each query reads an index, over what is open and one day. */
export class PlatformFigures {
  private known: Figures | null = null;
  private asking: Promise<void> | null = null;

  constructor(private readonly db: Database) {}

  /** Never rejects and never waits for long; null until the database has answered once. */
  async now(): Promise<Figures | null> {
    if (!this.known || Date.now() - this.known.at >= FRESH_MS)
      await Promise.race([this.ask(), delay(PATIENCE_MS, undefined, { ref: false })]);
    return this.known;
  }

  private ask(): Promise<void> {
    this.asking ??= this.read()
      .then(
        (figures) => void (this.known = figures),
        () => undefined,
      )
      .finally(() => (this.asking = null));
    return this.asking;
  }

  private async read(): Promise<Figures> {
    const at = Date.now();
    const [active, ended, items, run] = await Promise.all([
      this.db.job.groupBy({ by: ['kind', 'state'], where: { state: { in: ACTIVE } }, _count: true }),
      this.db.job.groupBy({
        by: ['kind', 'state'],
        where: { state: { in: ENDED }, createdAt: { gt: new Date(at - DAY_MS) } },
        _count: true,
      }),
      this.db.reconciliationException.groupBy({
        by: ['type', 'state'],
        where: { state: { in: WAITING_ITEMS } },
        _count: true,
      }),
      this.db.reconciliationRun.findFirst({
        where: { state: 'completed', trigger: { not: 'rehearsal' } },
        orderBy: { startedAt: 'desc' },
        select: { trigger: true, startedAt: true, endedAt: true, counts: true },
      }),
    ]);
    return {
      at,
      jobs: new Map([...active, ...ended].map((row) => [`${row.kind} ${row.state}`, row._count])),
      items: new Map(items.map((row) => [`${row.type} ${row.state}`, row._count])),
      lastRun: run?.endedAt
        ? {
            trigger: run.trigger,
            endedAt: run.endedAt.getTime(),
            seconds: (run.endedAt.getTime() - run.startedAt.getTime()) / 1000,
            found: runCounts.safeParse(run.counts).data?.found ?? {},
          }
        : null,
    };
  }
}
