import { keysOf } from '#contracts/known-values.js';
import type { Journal } from '../../journal.js';
import type { Kind, Kinds } from './kinds.js';

/** An object in its newest state; `value` null: it is gone. */
export interface Entry {
  kind: Kind;
  id: string;
  value: Kinds[Kind] | null;
}

/** All objects of the sandbox, by kind and id. A transaction's changes are rolled back and journaled together. */
export class Store {
  readonly #rows: { [K in Kind]: Map<string, Kinds[K]> } = {
    account: new Map(),
    drive: new Map(),
    file: new Map(),
    change: new Map(),
    client: new Map(),
    grant: new Map(),
    access: new Map(),
    code: new Map(),
    session: new Map(),
    note: new Map(),
  };
  #changes: { kind: Kind; id: string; before: Kinds[Kind] | undefined }[] | null = null;

  constructor(private readonly journal: Journal<Entry>) {}

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.#rows[kind].get(id);
  }

  /** An object that must exist, since another one references it. */
  need<K extends Kind>(kind: K, id: string): Kinds[K] {
    const found = this.get(kind, id);
    if (!found) throw new Error(`The sandbox lost its ${kind} ${id}.`);
    return found;
  }

  /** All of a kind, oldest first. */
  all<K extends Kind>(kind: K): Kinds[K][] {
    return [...this.#rows[kind].values()];
  }

  /** Objects are immutable: an update replaces the object. */
  put<K extends Kind>(kind: K, value: Kinds[K]): Kinds[K] {
    this.#note(kind, value.id);
    this.#rows[kind].set(value.id, value);
    return value;
  }

  remove(kind: Kind, id: string): void {
    this.#note(kind, id);
    this.#rows[kind].delete(id);
  }

  /** Runs `work` atomically; it must be synchronous. */
  transaction<R>(work: () => R): R {
    if (this.#changes) return work();
    this.#changes = [];
    try {
      const result = work();
      const touched = new Map(this.#changes.map(({ kind, id }) => [`${kind} ${id}`, { kind, id }]));
      this.journal.append(
        [...touched.values()].map(({ kind, id }) => ({ kind, id, value: this.get(kind, id) ?? null })),
      );
      return result;
    } catch (error) {
      for (const { kind, id, before } of this.#changes.reverse()) this.#set(kind, id, before ?? null);
      throw error;
    } finally {
      this.#changes = null;
    }
  }

  /** Reads the journal and compacts it. */
  restore(): void {
    for (const { kind, id, value } of this.journal.read()) if (kind in this.#rows) this.#set(kind, id, value);
    this.journal.restart(this.#entries());
  }

  close(): void {
    this.journal.close();
  }

  *#entries(): Generator<Entry> {
    for (const kind of keysOf(this.#rows))
      for (const value of this.#rows[kind].values()) yield { kind, id: value.id, value };
  }

  #note(kind: Kind, id: string): void {
    if (!this.#changes) throw new Error('Changes belong into a transaction.');
    this.#changes.push({ kind, id, before: this.get(kind, id) });
  }

  #set<K extends Kind>(kind: K, id: string, value: Kinds[K] | null): void {
    const rows = this.#rows[kind];
    if (value) rows.set(id, value);
    else rows.delete(id);
  }
}
