import { previousAttributes } from './diff.js';
import { Heap } from './heap.js';
import { newId } from './ids.js';
import type { Kind, Kinds, StoredEvent } from './kinds.js';
import type { Store } from './store.js';

export const API_VERSION = '2026-10-28.endive';
export const DAY = 86_400;

/** Who caused a change: a request of the API, or null, the sandbox itself or a person on one of its pages. */
export interface Cause {
  id: string | null;
  idempotency_key: string | null;
}
const NOBODY: Cause = { id: null, idempotency_key: null };

/** A task that is due at a time. `isDue` checks again, since it may have been canceled. */
export interface ScheduledTask {
  isDue(world: World): boolean;
  run(world: World): void;
}
/** Returns an object's next task and its time in Unix seconds. */
export type Planner<K extends Kind> = (value: Kinds[K]) => { at: number; task: ScheduledTask } | null;

type Planners = { [K in Kind]?: Planner<K> };

/** Delivers an event; set by the webhooks. */
export type EventSink = (event: StoredEvent) => void;

/** The account: its objects, clock and scheduled tasks. */
export class World {
  readonly #plans = new Heap<ScheduledTask>();
  readonly #planners: Planners = {};
  #cause = NOBODY;
  /** The due time of the running task. */
  #pretended: number | null = null;
  eventSink: EventSink = () => undefined;

  constructor(readonly store: Store) {}

  /** Unix seconds by the sandbox's clock. */
  now(): number {
    return this.#pretended ?? Math.floor(Date.now() / 1000) + this.offset;
  }

  nowMs(): number {
    return this.#pretended === null ? Date.now() + this.offset * 1000 : this.#pretended * 1000;
  }

  /** Seconds by which the clock is ahead of the machine's. */
  get offset(): number {
    return this.store.get('note', 'offset')?.value ?? 0;
  }

  /** Registers a planner for a kind, and schedules tasks of existing objects. */
  plan<K extends Kind>(kind: K, planner: Planner<K>): void {
    Object.assign(this.#planners, { [kind]: planner });
    for (const value of this.store.of(kind).each()) this.#planFor(kind, value);
  }

  planAt(at: number, task: ScheduledTask): void {
    this.#plans.push(at, task);
  }

  put<K extends Kind>(kind: K, value: Kinds[K]): Kinds[K] {
    this.store.put(kind, value);
    this.#planFor(kind, value);
    return value;
  }

  /** Updates fields of an object and returns the new one. */
  change<K extends Kind>(kind: K, value: Kinds[K], fields: Partial<Kinds[K]>): Kinds[K] {
    return this.put(kind, { ...value, ...fields });
  }

  /** Runs `work` atomically; events carry the cause. */
  transact<R>(work: () => R, cause: Cause = NOBODY, retainOn?: (error: unknown) => boolean): R {
    const outer = this.#cause;
    this.#cause = cause;
    try {
      return this.store.transaction(work, retainOn);
    } finally {
      this.#cause = outer;
    }
  }

  /** Records an event with a snapshot of the object; with `before`, also what changed. */
  emit(type: string, object: object, before?: object): void {
    const previous = before ? previousAttributes(shown(before), shown(object)) : undefined;
    // What did not change anything is no news.
    if (previous && Object.keys(previous).length === 0) return;
    const event = this.put('event', {
      id: newId('evt_'),
      object: 'event',
      api_version: API_VERSION,
      created: this.now(),
      data: { object: shown(object), ...(previous ? { previous_attributes: previous } : {}) },
      livemode: false,
      request: this.#cause,
      type,
    });
    this.eventSink(event);
  }

  /** Runs due tasks, each at its own time and in its own transaction. */
  catchUp(until = this.now()): void {
    if (this.store.isInTransaction || this.#pretended !== null) return;
    try {
      while (this.#plans.nextAt <= until) {
        const plan = this.#plans.pop();
        if (!plan?.item.isDue(this)) continue;
        this.#pretended = plan.at;
        this.transact(() => plan.item.run(this));
      }
    } finally {
      this.#pretended = null;
    }
  }

  /** Moves the clock and does what falls due on the way, in order. */
  moveTo(time: number): void {
    this.catchUp(time);
    const offset = time - Math.floor(Date.now() / 1000);
    this.transact(() => this.put('note', { id: 'offset', created: 0, value: offset }));
  }

  #planFor<K extends Kind>(kind: K, value: Kinds[K]): void {
    const plan = this.#planners[kind]?.(value);
    if (plan) this.#plans.push(plan.at, plan.task);
  }
}

/** An object without what only the sandbox knows. */
export function shown(object: object): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...object };
  delete fields['_'];
  return fields;
}
