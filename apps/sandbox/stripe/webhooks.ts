import { createHmac } from 'node:crypto';
import type { FaultPlan } from './admin/faults.js';
import { matchesType } from './api/events.js';
import { view } from './api/view.js';
import { Heap } from './core/heap.js';
import type { Delivery, StoredEvent, WebhookEndpoint } from './core/kinds.js';
import { DAY, type World } from './core/world.js';

/** Waits between the tries of one delivery, in seconds; then the last one again and again, for three days. */
const WAITS = [1, 2, 5, 10, 30, 60, 300, 1_800, 3_600];
const GIVE_UP_AFTER = 3 * DAY * 1000;
const ANSWER_WITHIN = 10_000;
const AT_ONCE = 8;

/**
 * Delivers events to the endpoints. Deliveries are stored, so one that was interrupted by a crash is
 * repeated: at least once, in no particular order, as with Stripe. Times are the sandbox's: moving the clock
 * makes pending retries due.
 */
export class Webhooks {
  readonly #queue = new Heap<string>();
  #underway = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  readonly #abort = new AbortController();
  #idle: (() => void)[] = [];

  constructor(
    private readonly world: World,
    private readonly faults: FaultPlan,
  ) {
    world.eventSink = (event) => this.#accept(event);
    for (const delivery of world.store.of('delivery').each('state', 'pending'))
      this.#queue.push(delivery.nextAt, delivery.id);
  }

  /** Sends what is due; called after each transaction. */
  wake(): void {
    clearTimeout(this.#timer);
    while (!this.#closed && this.#underway < AT_ONCE && this.#queue.nextAt <= this.world.nowMs()) {
      const { item: id } = this.#queue.pop() ?? { item: '' };
      this.#underway++;
      void this.#deliver(id).finally(() => {
        this.#underway--;
        this.wake();
      });
    }
    if (this.#closed || this.#underway >= AT_ONCE) return;
    const wait = this.#queue.nextAt - this.world.nowMs();
    if (wait < Infinity) this.#timer = setTimeout(() => this.wake(), Math.min(Math.max(wait, 0), 60_000)).unref();
    if (this.#underway === 0 && wait > 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Resolves when nothing is under way and nothing is due at this moment. */
  async idle(): Promise<void> {
    const idle = new Promise<void>((resolve) => this.#idle.push(resolve));
    this.wake();
    await idle;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#abort.abort();
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #accept(event: StoredEvent): void {
    for (const endpoint of this.world.store.of('webhook_endpoint').each()) {
      if (endpoint.status !== 'enabled') continue;
      if (!endpoint.enabled_events.some((pattern) => matchesType(pattern, event.type))) continue;
      const struck = this.faults.strikeEvent(event.type);
      const late = struck.reduce((sum, { kind, ms }) => {
        if (kind === 'delay') return sum + ms;
        return kind === 'reorder' ? sum + this.faults.chance() * ms : sum;
      }, 0);
      const delivery = this.world.put('delivery', {
        id: `${event.id} ${endpoint.id}`,
        created: event.created,
        event: event.id,
        endpoint: endpoint.id,
        state: struck.some(({ kind }) => kind === 'drop') ? 'dropped' : 'pending',
        attempts: 0,
        copies: struck.find(({ kind }) => kind === 'duplicate')?.copies ?? 1,
        nextAt: this.world.nowMs() + late,
        firstAt: null,
        lastStatus: null,
      });
      if (delivery.state === 'pending') this.#queue.push(delivery.nextAt, delivery.id);
    }
  }

  async #deliver(id: string): Promise<void> {
    const { store } = this.world;
    const delivery = store.get('delivery', id);
    const event = delivery && store.get('event', delivery.event);
    const endpoint = delivery && store.get('webhook_endpoint', delivery.endpoint);
    // Events of a rolled-back request are dropped.
    if (!delivery || !event || !endpoint || delivery.state !== 'pending') return;
    const payload = JSON.stringify(view(this.world, event), null, 2);
    let status: number | null = null;
    for (let copy = 0; copy < delivery.copies && !this.#closed; copy++) status = await this.#post(endpoint, payload);
    if (!this.#closed) this.#note(delivery, status);
  }

  /** The status of the answer; null without one. */
  async #post(endpoint: WebhookEndpoint, payload: string): Promise<number | null> {
    try {
      const answer = await fetch(endpoint.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signatureOf(payload, endpoint._?.secret ?? ''),
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN), this.#abort.signal]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return null;
    }
  }

  #note(delivery: Delivery, status: number | null): void {
    const now = this.world.nowMs();
    const attempts = delivery.attempts + 1;
    const firstAt = delivery.firstAt ?? now;
    const wait = (WAITS[Math.min(attempts, WAITS.length) - 1] ?? 1) * 1000;
    const delivered = status !== null && status >= 200 && status < 300;
    const state = delivered ? 'delivered' : now - firstAt >= GIVE_UP_AFTER ? 'failed' : 'pending';
    const noted: Delivery = { ...delivery, attempts, firstAt, lastStatus: status, state, nextAt: now + wait };
    this.world.transact(() => this.world.put('delivery', noted));
    if (state === 'pending') this.#queue.push(noted.nextAt, noted.id);
  }
}

/** `Stripe-Signature`: https://docs.stripe.com/webhooks#verify-manually. By the machine's clock, as receivers check it. */
export function signatureOf(payload: string, secret: string, seconds = Math.floor(Date.now() / 1000)): string {
  const signed = createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex');
  return `t=${seconds},v1=${signed}`;
}
