import type { Database } from '#database/database.js';
import type { User } from '#database/generated/client.js';
import { hashed } from '#observability/error-log.js';

export interface Table {
  /** Of the file in the archive. */
  name: string;
  rows(): AsyncIterable<object>;
}

const PAGE = 200;
interface Cursor {
  take: number;
  skip?: number;
  cursor?: { id: string };
}

/** Rows in the order of their ids, a page at a time. */
export async function* pages<T extends { id: string }>(find: (cursor: Cursor) => Promise<T[]>): AsyncGenerator<T> {
  for (let id: string | undefined; ;) {
    const rows = await find({ take: PAGE, ...(id === undefined ? {} : { skip: 1, cursor: { id } }) });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    id = last.id;
  }
}

/** What the database holds about a user. Left out: hashes, keys and tokens, which are only of use to others. */
export function accountTables(db: Database, { id: userId, email }: User): Table[] {
  const own = { where: { ownerId: userId }, orderBy: { id: 'asc' } } as const;
  const paid = { where: { userId }, orderBy: { id: 'asc' } } as const;
  const ofJobs = { where: { job: { ownerId: userId } } } as const;
  const table = <T extends { id: string }>(name: string, find: (cursor: Cursor) => Promise<T[]>): Table => ({
    name,
    rows: () => pages(find),
  });
  const few = (name: string, find: () => Promise<object[]>): Table => ({
    name,
    rows: async function* () {
      yield* await find();
    },
  });
  return [
    table('account', (c) =>
      db.user.findMany({
        where: { id: userId },
        omit: { passwordHash: true, nameFolded: true },
        orderBy: { id: 'asc' },
        ...c,
      }),
    ),
    table('sessions', (c) =>
      db.refreshToken.findMany({
        ...paid,
        select: { id: true, createdAt: true, usedAt: true, revokedAt: true, expiresAt: true },
        ...c,
      }),
    ),
    table('mails', (c) =>
      db.outgoingMail.findMany({ where: { recipient: email }, orderBy: { id: 'asc' }, omit: { body: true }, ...c }),
    ),
    table('books', (c) => db.book.findMany({ ...own, omit: { titleFolded: true }, ...c })),
    table('pages', (c) => db.page.findMany({ where: { book: { ownerId: userId } }, orderBy: { id: 'asc' }, ...c })),
    table('art', (c) =>
      db.artVersion.findMany({ where: { page: { book: { ownerId: userId } } }, orderBy: { id: 'asc' }, ...c }),
    ),
    table('files', (c) => db.artifact.findMany({ where: { book: { ownerId: userId } }, orderBy: { id: 'asc' }, ...c })),
    table('jobs', (c) => db.job.findMany({ ...own, ...c })),
    table('job-steps', (c) => db.jobStep.findMany({ ...ofJobs, orderBy: { id: 'asc' }, ...c })),
    { name: 'job-events', rows: () => events(db, userId) },
    few('failures', () => db.failure.findMany({ where: { ownerId: userId }, orderBy: { id: 'asc' }, take: 10_000 })),
    table('batches', (c) => db.batch.findMany({ ...own, include: { items: { orderBy: { position: 'asc' } } }, ...c })),
    table('views', (c) => db.savedView.findMany({ ...own, ...c })),
    { name: 'usage', rows: () => usage(db, userId) },
    table('orders', (c) =>
      db.order.findMany({ ...paid, include: { payments: { include: { refunds: true, disputes: true } } }, ...c }),
    ),
    table('subscriptions', (c) => db.subscription.findMany({ ...paid, ...c })),
    table('access', (c) => db.entitlement.findMany({ ...paid, ...c })),
    few('billing', () => db.billingAccount.findMany({ where: { userId } })),
    few('drive', () =>
      db.driveConnection.findMany({
        where: { ownerId: userId },
        omit: { tokens: true, changeToken: true },
        include: { books: { include: { files: { omit: { session: true, sessionKey: true } } } } },
      }),
    ),
    few('errors', () => errorsMet(db, userId)),
    few('audit', () => auditOf(db, userId, email)),
    table('exports', (c) => db.accountExport.findMany({ ...own, ...c })),
  ];
}

async function* events(db: Database, ownerId: string): AsyncGenerator<object> {
  for (let after = -1n; ;) {
    const rows = await db.event.findMany({
      where: { ownerId, seq: { gt: after } },
      orderBy: { seq: 'asc' },
      take: PAGE,
    });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.seq;
  }
}

async function* usage(db: Database, userId: string): AsyncGenerator<object> {
  for (let after = -1n; ;) {
    const rows = await db.usageEntry.findMany({
      where: { userId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

/** Unforeseen errors that they met: what went wrong, and where. */
async function errorsMet(db: Database, userId: string): Promise<object[]> {
  const met = await db.errorPerson.findMany({
    where: { person: hashed(userId) },
    include: { group: true },
    take: 1_000,
  });
  return met.map(({ group: { name, message, place, firstAt, lastAt } }) => ({ name, message, place, firstAt, lastAt }));
}

/** What staff did to the account, and what the user did; staff appear by role only. */
async function auditOf(db: Database, userId: string, email: string): Promise<object[]> {
  const rows = await db.auditEntry.findMany({
    where: { OR: [{ actorId: userId }, { subjectId: userId }, { reason: { contains: email, mode: 'insensitive' } }] },
    orderBy: { seq: 'asc' },
    take: 10_000,
  });
  return rows.map(({ seq, at, act, subjectKind, subjectId, reason, actorRole, actorId }) => ({
    seq,
    at,
    act,
    subjectKind,
    subjectId,
    reason,
    by: actorId === userId ? 'you' : actorRole,
  }));
}
