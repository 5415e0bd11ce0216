import { keysOf } from '#contracts/known-values.js';
import { Collection, type IndexKeys } from './collection.js';
import { Journal } from '../../journal.js';
import type { Kind, Kinds } from './kinds.js';

/** One thing written down: an object in its newest state, or a bulk filling that can be made again from its seed. */
export type Entry = { kind: Kind; value: Kinds[Kind] } | { fill: unknown };

type Collections = { [K in Kind]: Collection<Kinds[K]> };

const collection = <T extends Kinds[Kind]>(keys: IndexKeys<T>): Collection<T> =>
  new Collection(keys, ({ created }) => created);

/** A collection of each kind, with the fields by which it is searched. */
const emptyCollections = (): Collections => ({
  customer: collection({ email: (it) => it.email }),
  product: collection({}),
  price: collection({ product: (it) => it.product, lookup_key: (it) => it.lookup_key }),
  payment_method: collection({ customer: (it) => it.customer }),
  session: collection({
    customer: (it) => it.customer,
    subscription: (it) => it.subscription,
    payment_intent: (it) => it.payment_intent,
  }),
  portal: collection({ customer: (it) => it.customer }),
  subscription: collection({ customer: (it) => it.customer, status: (it) => it.status }),
  invoice: collection({
    customer: (it) => it.customer,
    status: (it) => it.status,
    subscription: (it) => it.parent?.subscription_details?.subscription,
  }),
  invoice_payment: collection({ invoice: (it) => it.invoice, payment_intent: (it) => it.payment.payment_intent }),
  payment_intent: collection({ customer: (it) => it.customer }),
  charge: collection({ customer: (it) => it.customer, payment_intent: (it) => it.payment_intent }),
  refund: collection({ charge: (it) => it.charge, payment_intent: (it) => it.payment_intent }),
  dispute: collection({ charge: (it) => it.charge, payment_intent: (it) => it.payment_intent }),
  balance_transaction: collection({
    payout: (it) => it._?.payout,
    source: (it) => it.source,
    type: (it) => it.type,
    currency: (it) => it.currency,
    /** What no payout has taken along yet, by currency. */
    unpaid: (it) => (it._?.payout === undefined ? it.currency : null),
  }),
  payout: collection({ status: (it) => it.status }),
  webhook_endpoint: collection({}),
  event: collection({ type: (it) => it.type }),
  delivery: collection({ event: (it) => it.event, state: (it) => it.state }),
  kept_answer: collection({}),
  note: collection({}),
  settlement: collection({}),
});

/** All objects of the account. A transaction's changes are rolled back and journaled together. */
export class Store {
  readonly #collections = emptyCollections();
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
  restore(refill: (recipe: unknown) => void, isStale: (kind: Kind, value: Kinds[Kind]) => boolean): void {
    for (const entry of this.journal.read())
      if ('fill' in entry) this.fill(entry.fill, () => refill(entry.fill));
      else if (entry.kind in this.#collections && !isStale(entry.kind, entry.value))
        this.of(entry.kind).put(entry.value);
    this.journal.restart(this.#entries());
  }

  close(): void {
    this.journal.close();
  }

  *#entries(): Generator<Entry> {
    for (const fill of this.#fills) yield { fill };
    for (const kind of keysOf(this.#collections))
      for (const value of this.of(kind).each()) if (!this.#fromFill.has(value)) yield { kind, value };
  }

  #commit(): void {
    const touched = new Map((this.#changes ?? []).map(({ kind, id }) => [`${kind} ${id}`, { kind, id }]));
    this.journal.append([...touched.values()].map(({ kind, id }) => ({ kind, value: this.need(kind, id) })));
  }

  #undo(): void {
    for (const { kind, id, before } of (this.#changes ?? []).reverse())
      if (before) this.of(kind).put(before);
      else this.of(kind).remove(id);
  }
}
