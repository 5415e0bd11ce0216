import { Collection, type IndexKeys } from './collection.js';
import { Journal } from '../../journal.js';
import type { Kind, Kinds } from './kinds.js';

/** One thing written down: an object in its newest state, or a bulk filling that can be made again from its seed. */
export type Entry = { kind: string; value: unknown } | { fill: unknown };

const INDEXES: { [K in Kind]: IndexKeys<Kinds[K]> } = {
  customer: { email: (it) => it.email },
  product: {},
  price: { product: (it) => it.product, lookup_key: (it) => it.lookup_key },
  payment_method: { customer: (it) => it.customer },
  session: {
    customer: (it) => it.customer,
    subscription: (it) => it.subscription,
    payment_intent: (it) => it.payment_intent,
  },
  portal: { customer: (it) => it.customer },
  subscription: { customer: (it) => it.customer, status: (it) => it.status },
  invoice: {
    customer: (it) => it.customer,
    status: (it) => it.status,
    subscription: (it) => it.parent?.subscription_details?.subscription as string | undefined,
  },
  invoice_payment: { invoice: (it) => it.invoice, payment_intent: (it) => it.payment.payment_intent as string },
  payment_intent: { customer: (it) => it.customer },
  charge: { customer: (it) => it.customer, payment_intent: (it) => it.payment_intent },
  refund: { charge: (it) => it.charge, payment_intent: (it) => it.payment_intent },
  dispute: { charge: (it) => it.charge, payment_intent: (it) => it.payment_intent },
  balance_transaction: {
    payout: (it) => it._?.payout,
    source: (it) => it.source,
    type: (it) => it.type,
    currency: (it) => it.currency,
    /** What no payout has taken along yet, by currency. */
    unpaid: (it) => (it._?.payout === undefined ? it.currency : null),
  },
  payout: { status: (it) => it.status },
  webhook_endpoint: {},
  event: { type: (it) => it.type },
  delivery: { event: (it) => it.event, state: (it) => it.state },
  kept_answer: {},
  note: {},
  settlement: {},
};

/** All objects of the account. A transaction's changes are rolled back and journaled together. */
export class Store {
  readonly #collections = Object.fromEntries(
    Object.entries(INDEXES).map(([kind, keys]) => [
      kind,
      new Collection(keys as IndexKeys<{ id: string }>, (value) => (value as unknown as { created: number }).created),
    ]),
  ) as unknown as { [K in Kind]: Collection<Kinds[K]> };
  #changes: { kind: Kind; id: string; before: Kinds[Kind] | undefined }[] | null = null;
  /** Unchanged objects of a bulk fill: journaled as the fill, not one by one. */
  readonly #fromFill = new Set<unknown>();
  readonly #fills: unknown[] = [];

  constructor(private readonly journal: Journal<Entry>) {}

  of<K extends Kind>(kind: K): Collection<Kinds[K]> {
    return this.#collections[kind];
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.of(kind).get(id);
  }

  /** An object that must be there, for another one names it. */
  need<K extends Kind>(kind: K, id: string | null | undefined): Kinds[K] {
    const found = this.get(kind, id ?? '');
    if (!found) throw new Error(`The sandbox lost its ${kind} ${id}.`);
    return found;
  }

  /** Objects are never changed in place: a new one takes the place of the old, and snapshots of the old stay true. */
  put<K extends Kind>(kind: K, value: Kinds[K]): Kinds[K] {
    if (!this.#changes) throw new Error('Changes belong into a transaction.');
    const before = this.of(kind).put(value);
    this.#changes.push({ kind, id: value.id, before });
    return value;
  }

  get isInTransaction(): boolean {
    return this.#changes !== null;
  }

  /** Runs the work; if it throws, the changes are rolled back unless `retainOn` returns true. */
  transaction<R>(work: () => R, retainOn: (error: unknown) => boolean = () => false): R {
    if (this.#changes) return work();
    this.#changes = [];
    try {
      const result = work();
      this.#commit();
      return result;
    } catch (error) {
      if (retainOn(error)) this.#commit();
      else this.#undo();
      throw error;
    } finally {
      this.#changes = null;
    }
  }

  /** Takes in what `make` puts; only `recipe` is written down. */
  fill(recipe: unknown, make: () => void): void {
    this.transaction(() => {
      make();
      for (const { kind, id } of this.#changes ?? []) this.#fromFill.add(this.get(kind, id));
      this.#changes = [];
      this.#fills.push(recipe);
      this.journal.append([{ fill: recipe }]);
    });
  }

  /** Reads the journal and compacts it, without `stale` entries. */
  restore(refill: (recipe: unknown) => void, isStale: (kind: Kind, value: unknown) => boolean): void {
    for (const entry of this.journal.read())
      if ('fill' in entry) this.fill(entry.fill, () => refill(entry.fill));
      else if (entry.kind in this.#collections && !isStale(entry.kind as Kind, entry.value))
        this.#untyped(entry.kind as Kind).put(entry.value as { id: string });
    this.journal.restart(this.#entries());
  }

  close(): void {
    this.journal.close();
  }

  #untyped(kind: Kind): Collection<{ id: string }> {
    return this.#collections[kind] as unknown as Collection<{ id: string }>;
  }

  *#entries(): Generator<{ fill: unknown } | { kind: string; value: unknown }> {
    for (const fill of this.#fills) yield { fill };
    for (const [kind, collection] of Object.entries(this.#collections))
      for (const value of collection.each()) if (!this.#fromFill.has(value)) yield { kind, value };
  }

  #commit(): void {
    const touched = new Map((this.#changes ?? []).map(({ kind, id }) => [`${kind} ${id}`, { kind, id }]));
    this.journal.append([...touched.values()].map(({ kind, id }) => ({ kind, value: this.get(kind, id) })));
  }

  #undo(): void {
    for (const { kind, id, before } of (this.#changes ?? []).reverse())
      if (before) this.#untyped(kind).put(before);
      else this.of(kind).remove(id);
  }
}
