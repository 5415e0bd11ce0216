import { jobStep } from '#contracts/jobs.js';
import { failureStatus } from '#contracts/support.js';
import type { FailureGroup, ListFailures, PatchFailure } from '#contracts/support.js';
import type { Connection, Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { jobsWaitingOn } from './jobs-needing-attention.js';

const withAssignee = { assignee: { select: { id: true, email: true, name: true } } } as const;
type Row = Prisma.FailureGroupGetPayload<{ include: typeof withAssignee }>;
const HOURS = 24;

/** Groups, the latest first. */
export async function listFailureGroups(db: Database, { status, code, limit }: ListFailures): Promise<FailureGroup[]> {
  const rows = await db.failureGroup.findMany({
    where: { ...(status ? { status } : {}), ...(code ? { code } : {}) },
    include: withAssignee,
    orderBy: [{ lastSeen: 'desc' }, { fingerprint: 'asc' }],
    take: limit,
  });
  return withFigures(db, rows);
}

export async function findFailureGroup(db: Database, fingerprint: string): Promise<FailureGroup | null> {
  const row = await db.failureGroup.findUnique({ where: { fingerprint }, include: withAssignee });
  return row && ((await withFigures(db, [row]))[0] ?? null);
}

export async function changeFailureGroup(tx: Connection, fingerprint: string, patch: PatchFailure): Promise<void> {
  const { assigneeId, ...rest } = patch;
  await tx.failureGroup.update({
    where: { fingerprint },
    data: {
      ...(rest.status !== undefined ? { status: rest.status, regressed: false } : {}),
      ...(rest.note !== undefined ? { note: rest.note } : {}),
      ...(assigneeId !== undefined ? { assigneeId } : {}),
    },
  });
}

interface Figures {
  fingerprint: string;
  jobs: number;
  authors: number;
}

async function withFigures(db: Database, rows: Row[]): Promise<FailureGroup[]> {
  const prints = rows.map(({ fingerprint }) => fingerprint);
  if (prints.length === 0) return [];
  const [figures, waiting, hours, examples] = await Promise.all([
    db.$queryRaw<Figures[]>`
      SELECT f.fingerprint, count(DISTINCT f."jobId")::int AS jobs, count(DISTINCT f."ownerId")::int AS authors
      FROM "Failure" AS f
      WHERE f.fingerprint = ANY(${prints}) GROUP BY f.fingerprint`,
    jobsWaitingOn(db, prints),
    db.$queryRaw<{ fingerprint: string; ago: number; cases: number }[]>`
      SELECT fingerprint, floor(extract(epoch FROM now() - at) / 3600)::int AS ago, count(*)::int AS cases
      FROM "Failure" WHERE fingerprint = ANY(${prints}) AND at > now() - interval '24 hours'
      GROUP BY fingerprint, ago`,
    db.$queryRaw<{ fingerprint: string; jobId: string; page: number | null; message: string }[]>`
      SELECT DISTINCT ON (fingerprint) fingerprint, "jobId", page, message
      FROM "Failure" WHERE fingerprint = ANY(${prints}) ORDER BY fingerprint, id DESC`,
  ]);
  return rows.flatMap((row) => {
    const known = figures.find(({ fingerprint }) => fingerprint === row.fingerprint);
    const example = examples.find(({ fingerprint }) => fingerprint === row.fingerprint);
    if (!example) return []; // its authors have left, and their jobs with them
    const perHour = Array.from({ length: HOURS }, () => 0);
    for (const { fingerprint, ago, cases } of hours)
      if (fingerprint === row.fingerprint && ago < HOURS) perHour[HOURS - 1 - ago] = cases;
    return [
      {
        fingerprint: row.fingerprint,
        code: row.code,
        step: jobStep.parse(row.step),
        message: row.message,
        status: failureStatus.parse(row.status),
        regressed: row.regressed,
        count: row.count,
        jobs: known?.jobs ?? 0,
        authors: known?.authors ?? 0,
        waiting: waiting.filter(({ fingerprint }) => fingerprint === row.fingerprint).length,
        firstSeen: row.firstSeen.toISOString(),
        lastSeen: row.lastSeen.toISOString(),
        example: { jobId: example.jobId, page: example.page, message: example.message },
        assignee: row.assignee,
        note: row.note,
        perHour,
      },
    ];
  });
}
