import { createHash } from 'node:crypto';
import type { ErrorSource } from '#contracts/monitoring.js';
import type { Database } from '#database/database.js';
import { fingerprintOf } from './fingerprint.js';
import { scrub } from './scrub.js';

export interface ErrorFacts {
  /** Route, activity or page. */
  place: string;
  userId?: string | undefined;
  requestId?: string | undefined;
  workflowId?: string | undefined;
}
/** Where errors go besides the database; gets what was scrubbed already. */
export interface Elsewhere {
  send(error: Plain, facts: ErrorFacts): void;
  close(): Promise<void>;
}
export interface Plain {
  name: string;
  message: string;
  stack: string;
}

interface Pending {
  source: ErrorSource;
  error: Plain;
  facts: ErrorFacts;
  count: number;
  people: Set<string>;
  at: Date;
}

const FLUSH_MS = 500;
/** Limit for distinct errors; all of them are in the log. */
const MAX_PENDING = 100;
const MAX_AFFECTED_USERS = 1_000;

/**
 * Unhandled errors, grouped in the database. Never blocks the failing work: it is not awaited, a flood of one
 * error is one write, and what can't be written is passed to `onError`.
 */
export class ErrorLog {
  #pending = new Map<string, Pending>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly source: ErrorSource,
    private readonly release: string,
    private readonly onError: (error: unknown) => void,
    private readonly elsewhere?: Elsewhere,
  ) {}

  report(thrown: unknown, facts: ErrorFacts, source = this.source): void {
    const error = plain(thrown);
    const person = facts.userId && hashed(facts.userId);
    if (source === this.source) this.elsewhere?.send(error, { ...facts, userId: person });
    const id = fingerprintOf(error, source);
    const known = this.#pending.get(id);
    if (!known && this.#pending.size >= MAX_PENDING) return;
    const people = known?.people ?? new Set<string>();
    if (person && people.size < MAX_AFFECTED_USERS) people.add(person);
    this.#pending.set(id, { source, error, facts, count: (known?.count ?? 0) + 1, people, at: new Date() });
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Before the database is closed. */
  async close(): Promise<void> {
    await Promise.all([this.flush(), this.elsewhere?.close()]);
  }

  /** Writes what waits. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const all = [...this.#pending];
    this.#pending = new Map();
    this.#writing = this.#writing.then(async () => {
      for (const [id, group] of all) await this.#write(id, group).catch(this.onError);
    });
    return this.#writing;
  }

  async #write(id: string, { source, error, facts, count, people, at }: Pending): Promise<void> {
    const newest = {
      name: error.name,
      message: error.message,
      place: facts.place,
      stack: error.stack,
      release: this.release,
      requestId: facts.requestId ?? null,
      workflowId: facts.workflowId ?? null,
      lastAt: at,
    };
    const hour = new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);
    await this.db.$transaction(async (tx) => {
      await tx.errorGroup.upsert({
        where: { id },
        create: { id, source, ...newest, count, firstAt: at },
        update: { ...newest, count: { increment: count } },
      });
      // resolved, and back again
      await tx.errorGroup.updateMany({ where: { id, state: 'resolved' }, data: { state: 'open' } });
      await tx.errorHour.upsert({
        where: { groupId_hour: { groupId: id, hour } },
        create: { groupId: id, hour, count },
        update: { count: { increment: count } },
      });
      if (people.size === 0) return;
      const data = [...people].map((person) => ({ groupId: id, person }));
      const fresh = await tx.errorPerson.createMany({ data, skipDuplicates: true });
      await tx.errorGroup.update({ where: { id }, data: { people: { increment: fresh.count } } });
    });
  }
}

function plain(thrown: unknown): Plain {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name = 'Error', message = '', stack = '' } = error;
  return { name: scrub(name).slice(0, 200), message: scrub(message).slice(0, 1_000), stack: scrub(stack) };
}

/** A person as errors count them. */
export const hashed = (userId: string): string => createHash('sha256').update(userId).digest('hex').slice(0, 32);
