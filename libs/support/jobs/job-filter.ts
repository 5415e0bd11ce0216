import type { JobFilter } from '#contracts/support.js';
import type { JobState } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import { folded } from '#contracts/folded-text.js';
import type { Prisma } from '#database/generated/client.js';
import { jobsWaitingOn } from './jobs-needing-attention.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const WAITING: readonly JobState[] = ['needs-attention', 'failed'];

/**
 * The filter of the support console as a query over all authors' jobs. A failure group together with states of jobs that stand still
 * means those that stand still because of it, as the group counts them; otherwise all that ever met it.
 */
export async function jobsWhere(db: Database, filter: JobFilter): Promise<Prisma.JobWhereInput> {
  const { fingerprint, ...rest } = filter;
  if (!fingerprint || !filter.state?.every((state) => WAITING.includes(state))) return whereOf(filter);
  const waiting = await jobsWaitingOn(db, [fingerprint]);
  return { AND: [whereOf(rest), { id: { in: waiting.map(({ jobId }) => jobId) } }] };
}

/** Jobs by state under a filter. */
export async function countByState(db: Database, filter: JobFilter): Promise<{ state: string; count: number }[]> {
  const { state: _all, ...rest } = filter;
  const wheres = rest.fingerprint
    ? [
        { AND: [whereOf(rest), { state: { notIn: [...WAITING] } }] },
        await jobsWhere(db, { ...rest, state: [...WAITING] }),
      ]
    : [whereOf(rest)];
  const groups = await Promise.all(wheres.map((where) => db.job.groupBy({ by: ['state'], where, _count: true })));
  return groups.flat().map(({ state, _count }) => ({ state, count: _count }));
}

function whereOf(filter: JobFilter): Prisma.JobWhereInput {
  const and: Prisma.JobWhereInput[] = [];
  if (filter.ids) and.push({ id: { in: filter.ids } });
  if (filter.state) and.push({ state: { in: filter.state } });
  if (filter.kind) and.push({ kind: { in: filter.kind } });
  if (filter.owner) and.push(ownedBy(filter.owner));
  if (filter.code) and.push(failedBy(filter.code));
  if (filter.fingerprint) and.push({ failures: { some: { fingerprint: filter.fingerprint } } });
  if (filter.from) and.push({ createdAt: { gte: filter.from } });
  if (filter.to) and.push({ createdAt: { lt: filter.to } });
  if (filter.text) and.push(named(filter.text));
  return { AND: and };
}

const part = (text: string) => ({ contains: text, mode: 'insensitive' }) as const;

const ownedBy = (text: string): Prisma.JobWhereInput =>
  UUID.test(text)
    ? { ownerId: text }
    : { owner: { OR: [{ email: part(text) }, { nameFolded: { contains: folded(text) } }] } };

const failedBy = (codes: string[]): Prisma.JobWhereInput => ({
  OR: [
    { code: { in: codes } },
    { endedAt: null, book: { pages: { some: { state: 'refused', code: { in: codes } } } } },
  ],
});

const named = (text: string): Prisma.JobWhereInput =>
  UUID.test(text) ? { OR: [{ id: text }, { bookId: text }] } : { book: { titleFolded: { contains: folded(text) } } };
