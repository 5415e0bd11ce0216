import { NOT_ASKED_MESSAGE } from '#contracts/failures.js';
import type { Database } from '#database/database.js';
import { MAX_COUNT } from './figures.js';
import type { DiskSpace, Figures, QueueState } from './figures.js';

export interface Sources {
  db: Database;
  /** Someone pays here: payments are to be reconciled. */
  payments: boolean;
  /** Throws when Temporal does not answer. */
  queues: () => Promise<QueueState[]>;
  /** Null for a bucket; throws when it can't be read. */
  disk: () => Promise<DiskSpace | null>;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ACTIVE = ['queued', 'running', 'paused', 'needs-attention'];
const UNSERVED = ['quota-exhausted', 'provider-unauthorized'];

/** All figures for the rules. Those from outside the database may be missing; without the database it throws. */
export async function gatherFigures({ db, payments, queues, disk }: Sources, at: Date): Promise<Figures> {
  const since = (ms: number): Date => new Date(at.getTime() - ms);
  const [work, money, outside] = await Promise.all([
    figuresOfWork(db, at, since),
    figuresOfMoney(db, payments, at, since),
    Promise.all([
      queues().catch(() => null),
      disk().then(
        (space) => space ?? ('none' as const),
        () => null,
      ),
    ]),
  ]);
  return { at, ...work, ...money, queues: outside[0], disk: outside[1] };
}

type Since = (ms: number) => Date;
const moments = async (rows: Promise<{ since: Date }[]>): Promise<Date[]> => (await rows).map(({ since }) => since);

async function figuresOfWork(db: Database, at: Date, since: Since) {
  const [errors, parkedSince, oldest, [lastHour], refusals, drive, mail, answered] = await Promise.all([
    errorRates(db, at),
    moments(parked(db)),
    db.job.findFirst({ where: { state: 'queued' }, select: { createdAt: true }, orderBy: { createdAt: 'asc' } }),
    db.$queryRaw<{ good: number; failed: number }[]>`
      SELECT count(*) FILTER (WHERE state IN ('completed', 'completed-with-skips'))::int AS good,
        count(*) FILTER (WHERE state = 'failed')::int AS failed
      FROM "Job" WHERE "endedAt" > ${since(HOUR_MS)} AND "endedAt" <= ${at}`,
    db.$queryRaw<Figures['refusals']>`
      SELECT coalesce(job.input->>'provider', 'unknown') AS provider, cause.code, f.at
      FROM "Failure" AS f
        JOIN "FailureGroup" AS cause ON cause.fingerprint = f.fingerprint
        JOIN "Job" AS job ON job.id = f."jobId"
      WHERE f.at > ${since(7 * DAY_MS)} AND cause.code = ANY(${UNSERVED}) AND f.message <> ${NOT_ASKED_MESSAGE}
      ORDER BY f.at DESC LIMIT ${MAX_COUNT}`,
    figuresOfDrive(db),
    figuresOfMail(db, since),
    db.providerCall.aggregate({ where: { state: 'answered', provider: 'openai' }, _max: { endedAt: true } }),
  ]);
  return {
    errors,
    parkedSince,
    oldestQueuedAt: oldest?.createdAt ?? null,
    lastHour: lastHour ?? { good: 0, failed: 0 },
    refusals,
    answeredAt: answered._max.endedAt,
    drive,
    mail,
  };
}

/** Errors are counted by the hour: the hour that runs and the one before, and the twelve pairs before these. */
const errorRates = (db: Database, at: Date): Promise<Figures['errors']> => db.$queryRaw`
  WITH now AS (SELECT date_trunc('hour', ${at}::timestamptz, 'UTC') AS hour)
  SELECT g.id, g.name, g.place,
    coalesce(sum(h.count) FILTER (WHERE h.hour >= now.hour - interval '1 hour'), 0)::int AS recent,
    coalesce(sum(h.count) FILTER (WHERE h.hour < now.hour - interval '1 hour'), 0)::float8 / 12 AS usual
  FROM "ErrorGroup" AS g CROSS JOIN now JOIN "ErrorHour" AS h ON h."groupId" = g.id
  WHERE g.state = 'open' AND g."lastAt" >= now.hour - interval '1 hour' AND h.hour >= now.hour - interval '25 hours'
    AND h.hour <= now.hour
  GROUP BY g.id, g.name, g.place ORDER BY recent DESC LIMIT ${MAX_COUNT}`;

/** A parked job's row is still written while its other pages are drawn: the event says when it came to wait. */
const parked = (db: Database): Promise<{ since: Date }[]> => db.$queryRaw`
  SELECT coalesce(parked.at, job."updatedAt") AS since
  FROM (SELECT id, "updatedAt" FROM "Job" WHERE state = 'needs-attention' ORDER BY "createdAt" LIMIT ${MAX_COUNT}) AS job
    LEFT JOIN LATERAL (
      SELECT at FROM "Event" AS event
      WHERE event."subjectId" = job.id AND event.type = 'job.state' AND event.data->>'state' = 'needs-attention'
      ORDER BY seq DESC LIMIT 1
    ) AS parked ON true
  ORDER BY since`;

async function figuresOfDrive(db: Database): Promise<Figures['drive']> {
  const [connectionsSince, filesSince, faults] = await Promise.all([
    moments(db.$queryRaw`
      SELECT "updatedAt" AS since FROM "DriveConnection" WHERE state <> 'connected' ORDER BY since LIMIT ${MAX_COUNT}`),
    moments(db.$queryRaw`
      SELECT file."updatedAt" AS since FROM "DriveFile" AS file
      WHERE file.state IN ('waiting', 'uploading', 'downloading') AND EXISTS (
        SELECT 1 FROM "Job" AS job
        WHERE job."bookId" = file."bookId" AND job.kind = 'sync-drive' AND job.state = ANY(${ACTIVE})
      ) ORDER BY since LIMIT ${MAX_COUNT}`),
    db.$queryRaw<Figures['drive']['faults']>`
      SELECT fault AS message, "faultAt" AS at FROM "DriveConnection" WHERE fault IS NOT NULL
      ORDER BY at DESC LIMIT ${MAX_COUNT}`,
  ]);
  return { connectionsSince, filesSince, faults };
}

/** When a mail failed is not written down; one that is refused is so at once, and one that is given up had waited a day. */
async function figuresOfMail(db: Database, since: Since): Promise<Figures['mail']> {
  const [queuedSince, failedAt] = await Promise.all([
    moments(db.$queryRaw`
      SELECT "createdAt" AS since FROM "OutgoingMail" WHERE state = 'queued' ORDER BY since LIMIT ${MAX_COUNT}`),
    moments(db.$queryRaw`
      SELECT "createdAt" AS since FROM "OutgoingMail" WHERE state = 'failed' AND "createdAt" > ${since(DAY_MS)}
      ORDER BY since LIMIT ${MAX_COUNT}`),
  ]);
  return { queuedSince, failedAt };
}

async function figuresOfMoney(db: Database, payments: boolean, at: Date, since: Since) {
  const [reconciliation, discrepanciesSince, storedSince, failedAt, costToday] = await Promise.all([
    payments ? lastReconciliation(db) : ('none' as const),
    moments(db.$queryRaw`
      SELECT "firstSeen" AS since FROM "ReconciliationException" WHERE state = 'open' ORDER BY since LIMIT ${MAX_COUNT}`),
    moments(db.$queryRaw`
      SELECT "receivedAt" AS since FROM "StripeEvent" WHERE state = 'stored' ORDER BY since LIMIT ${MAX_COUNT}`),
    moments(db.$queryRaw`
      SELECT coalesce("appliedAt", "receivedAt") AS since FROM "StripeEvent"
      WHERE state = 'failed' AND "receivedAt" > ${since(30 * DAY_MS)} ORDER BY since DESC LIMIT ${MAX_COUNT}`),
    db.$queryRaw<Figures['costToday']>`
      SELECT currency, sum("costMicros")::bigint AS micros FROM "ProviderCall"
      WHERE "startedAt" >= date_trunc('day', ${at}::timestamptz, 'UTC') AND "startedAt" <= ${at}
      GROUP BY currency ORDER BY currency`,
  ]);
  return { reconciliation, discrepanciesSince, inbox: { storedSince, failedAt }, costToday };
}

async function lastReconciliation(db: Database): Promise<Figures['reconciliation']> {
  const [run, event] = await Promise.all([
    db.reconciliationRun.aggregate({ where: { state: 'completed' }, _max: { endedAt: true } }),
    db.stripeEvent.aggregate({ _min: { receivedAt: true } }),
  ]);
  return { completedAt: run._max.endedAt, since: event._min.receivedAt };
}
