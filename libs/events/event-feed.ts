import pg from 'pg';
import { isOneOf } from '#contracts/known-values.js';
import { EVENT_SUBJECTS } from '#contracts/jobs.js';
import type { EventSubject } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import type { Event } from '#database/generated/client.js';

/** A row of the event log as readers get it. */
export interface FeedEvent {
  seq: bigint;
  subjectKind: EventSubject;
  subjectId: string;
  ownerId: string;
  type: string;
  data: object;
  at: Date;
}

export interface FeedFilter {
  subjectId?: string;
  ownerId?: string;
}

/** Recent events kept in memory for all readers together; who is farther behind reads the table. */
const RING = 4_000;
const BATCH = 500;
/** Looked for without being woken, too, should a notification be lost with its connection. */
const POLL_MS = 2_000;
const RECONNECT_MS = 500;

/**
 * The event log as a feed. One connection LISTENs for all readers; every reader has only a cursor, so that a slow one
 * costs no memory. `seq` is in the order of commit (see the trigger), so that reading "after my cursor" leaves no gap.
 */
export class EventFeed {
  private ring: FeedEvent[] = [];
  private head = 0n;
  private waiters = new Set<() => void>();
  private pumping: Promise<void> | null = null;
  private again = false;
  private closed = false;
  private listener: pg.Client | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Database,
    private readonly databaseUrl: string,
    private readonly log: { warn(facts: object, message: string): void },
  ) {}

  /** Begins to listen; goes on trying by itself while the database is away. */
  open(): void {
    this.timer = setInterval(() => this.wake(), POLL_MS);
    void this.listen();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    this.wakeReaders();
    await this.listener?.end().catch(() => undefined);
    await this.pumping;
  }

  /** The newest sequence number that is known to be committed, with all before it. */
  async now(): Promise<bigint> {
    await this.pump();
    return this.head;
  }

  /**
   * Batches of events after `after`, oldest first, for ever; an empty batch is a heartbeat, sent when nothing
   * happened for `idleMs`. Ends when `signal` aborts or the feed closes.
   */
  async *read(after: bigint, filter: FeedFilter, signal: AbortSignal, idleMs: number): AsyncGenerator<FeedEvent[]> {
    let cursor = after;
    while (!signal.aborted && !this.closed) {
      const { events, upTo } = await this.next(cursor, filter);
      cursor = upTo;
      if (events.length > 0) yield events;
      else if (!(await this.woken(cursor, signal, idleMs)) && !signal.aborted) yield [];
    }
  }

  private async next(cursor: bigint, filter: FeedFilter): Promise<{ events: FeedEvent[]; upTo: bigint }> {
    if (cursor >= this.head) return { events: [], upTo: cursor };
    const oldest = this.ring[0]?.seq;
    if (oldest !== undefined && cursor >= oldest - 1n) {
      const from = Number(cursor - oldest + 1n);
      const slice = this.ring.slice(Math.max(0, from), Math.max(0, from) + BATCH);
      return { events: slice.filter((event) => matches(event, filter)), upTo: slice.at(-1)?.seq ?? cursor };
    }
    const head = this.head;
    const rows = await this.db.event.findMany({
      where: { seq: { gt: cursor, lte: head }, ...filter },
      orderBy: { seq: 'asc' },
      take: BATCH,
    });
    return { events: rows.map(feedEvent), upTo: rows.length < BATCH ? head : (rows.at(-1)?.seq ?? head) };
  }

  private woken(cursor: bigint, signal: AbortSignal, idleMs: number): Promise<boolean> {
    if (this.head > cursor || this.closed) return Promise.resolve(true);
    return new Promise((resolve) => {
      const done = (woken: boolean) => {
        clearTimeout(timer);
        this.waiters.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve(woken);
      };
      const wake = () => done(true);
      const timer = setTimeout(() => done(false), idleMs);
      this.waiters.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  private wake(): void {
    this.pump().catch((err: unknown) => this.log.warn({ err }, 'the event feed could not read'));
  }

  private wakeReaders(): void {
    for (const wake of this.waiters) wake();
  }

  /** Takes new rows into the ring; calls while one runs ask for one more round after it. */
  private pump(): Promise<void> {
    if (this.pumping) {
      this.again = true;
      return this.pumping;
    }
    this.pumping = this.takeNew().finally(() => {
      this.pumping = null;
    });
    return this.pumping;
  }

  private async takeNew(): Promise<void> {
    do {
      this.again = false;
      if (this.head === 0n) this.head = await this.start();
      const rows = await this.db.event.findMany({
        where: { seq: { gt: this.head } },
        orderBy: { seq: 'asc' },
        take: BATCH,
      });
      const last = rows.at(-1);
      if (!last) continue;
      this.ring.push(...rows.map(feedEvent));
      if (this.ring.length > RING * 1.5) this.ring = this.ring.slice(-RING);
      this.head = last.seq;
      this.wakeReaders();
      this.again ||= rows.length === BATCH;
    } while (this.again && !this.closed);
  }

  private async start(): Promise<bigint> {
    const { _max } = await this.db.event.aggregate({ _max: { seq: true } });
    return _max.seq ?? 0n;
  }

  private async listen(): Promise<void> {
    while (!this.closed) {
      const client = new pg.Client({
        connectionString: this.databaseUrl,
        keepAlive: true,
        connectionTimeoutMillis: 5_000,
      });
      const lost = new Promise<void>((resolve) => {
        client.on('error', () => resolve());
        client.on('end', () => resolve());
      });
      client.on('notification', () => this.wake());
      this.listener = client;
      try {
        await client.connect();
        await client.query('LISTEN event');
        this.wake();
        await lost;
      } catch (err) {
        this.log.warn({ err }, 'the event feed is not connected; trying again');
      }
      await client.end().catch(() => undefined);
      if (!this.closed) await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  }
}

function feedEvent({ subjectKind, data, ...row }: Event): FeedEvent {
  if (!isOneOf(EVENT_SUBJECTS, subjectKind) || typeof data !== 'object' || data === null)
    throw new TypeError(`Event ${row.seq} is not one that the platform wrote`);
  return { ...row, subjectKind, data };
}

const matches = (event: FeedEvent, { subjectId, ownerId }: FeedFilter): boolean =>
  (subjectId === undefined || event.subjectId === subjectId) && (ownerId === undefined || event.ownerId === ownerId);
