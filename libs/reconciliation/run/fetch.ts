import type { Connection, Database } from '#database/database.js';
import { mirror } from './mirror.js';
import { writeInRun } from './lock-run.js';
import type { Page, RemoteLists, Span } from './remote-lists.js';
import type { RecordKind, RemoteRecord } from './remote-records.js';

export interface Fetching {
  db: Database;
  remote: RemoteLists;
  runId: string;
  /** Called after each page, as a heartbeat for long lists. */
  alive(): void;
}

export interface Fetched {
  /** Where to go on; null when all of it is there. */
  after: string | null;
  count: number;
}

/** Pages that one step fetches: a broken-off step is done again from its beginning. */
const PAGES = 30;
/** Pages that are written together. */
const TOGETHER = 5;

export const fetchRecords = (deps: Fetching, kind: RecordKind, span: Span, after: string | null): Promise<Fetched> =>
  fetchPages(deps, after, (cursor) => deps.remote.list(kind, span, cursor));

/** What Stripe says is in a payout; a step goes over several payouts and may end within one. */
export async function linkPayouts(deps: Fetching, span: Span, after: string | null): Promise<Fetched> {
  let [payout, cursor] = placeOf(after);
  let count = 0;
  for (let pages = 0; pages < PAGES;) {
    payout ??= await nextPayout(deps.db, span, null);
    if (payout === null) return { after: null, count };
    const id: string = payout;
    const got = await fetchPages(deps, cursor, (at) => deps.remote.listOfPayout(id, at));
    count += got.count;
    pages += Math.max(1, Math.ceil(got.count / 100));
    cursor = got.after;
    if (cursor === null) {
      payout = await nextPayout(deps.db, span, id);
      if (payout === null) return { after: null, count };
    }
  }
  return { after: `${payout} ${cursor ?? ''}`, count };
}

const placeOf = (after: string | null): [payout: string | null, cursor: string | null] => {
  const [payout = null, cursor = null] = after?.split(' ') ?? [];
  return [payout, cursor || null];
};

async function nextPayout(db: Connection, { from, to }: Span, after: string | null): Promise<string | null> {
  const found = await db.stripeRecord.findFirst({
    where: { kind: 'payout', automatic: true, createdAt: { gte: from, lt: to }, id: { gt: after ?? '' } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return found?.id ?? null;
}

/** While one handful of pages is written, the next is asked for. */
async function fetchPages(
  { db, runId, alive }: Fetching,
  after: string | null,
  ask: (after: string | null) => Promise<Page<RemoteRecord>>,
): Promise<Fetched> {
  let writing: Promise<void> = Promise.resolve();
  let waiting: RemoteRecord[] = [];
  let [cursor, count] = [after, 0];
  const write = async (): Promise<void> => {
    await writing;
    const records = waiting;
    waiting = [];
    writing = writeInRun(db, runId, (tx) => mirror(tx, runId, records));
    // thrown to whoever awaits it; until then it must not end the process
    writing.catch(() => undefined);
  };
  for (let page = 1; page <= PAGES; page += 1) {
    const { items, next } = await ask(cursor);
    waiting.push(...items);
    count += items.length;
    cursor = next;
    alive();
    if (next === null) break;
    if (page % TOGETHER === 0) await write();
  }
  await write();
  await writing;
  return { after: cursor, count };
}
