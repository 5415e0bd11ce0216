import type { JobFilter } from '#contracts/support.js';
import type { Prisma } from '#database/generated/client.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The desk's filter as a query over all authors' jobs. */
export function jobsWhere(filter: JobFilter): Prisma.JobWhereInput {
  const and: Prisma.JobWhereInput[] = [];
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
  UUID.test(text) ? { ownerId: text } : { owner: { OR: [{ email: part(text) }, { name: part(text) }] } };

const failedBy = (codes: string[]): Prisma.JobWhereInput => ({
  OR: [
    { code: { in: codes } },
    { endedAt: null, project: { pages: { some: { state: 'refused', code: { in: codes } } } } },
  ],
});

const named = (text: string): Prisma.JobWhereInput =>
  UUID.test(text) ? { OR: [{ id: text }, { projectId: text }] } : { project: { title: part(text) } };
