import { z } from 'zod';
import { chanceFrom } from '../../chance.js';

const WEBHOOK_KINDS = ['duplicate', 'reorder', 'delay', 'drop'] as const;
const API_KINDS = ['api-429', 'api-500', 'api-500-after', 'api-timeout', 'api-slow'] as const;

/** A fault, as `POST /sandbox/stripe/faults` takes it. */
export const faultSchema = z.strictObject({
  kind: z.enum([...WEBHOOK_KINDS, ...API_KINDS]),
  /** Number of matching calls that it affects; default: until it is deleted. */
  times: z.int().min(1).optional(),
  /** Share of the matching calls or events that it affects. */
  probability: z.number().min(0).max(1).default(1),
  /** For `api-…` the prefix of a path such as `/v1/refunds`, with or without a method before it; else of an event type. */
  match: z.string().default(''),
  /** `delay`: ms (by the sandbox's clock) that the webhook waits; `reorder`: ms of the window; `api-slow`: ms that the answer waits. */
  ms: z.number().min(0).max(3_600_000).default(1_000),
  /** `duplicate`: how often each webhook is delivered. */
  copies: z.int().min(2).max(20).default(2),
  /** `api-429`: seconds in `Retry-After`. */
  retryAfterSeconds: z.number().min(0).max(600).default(1),
});
export type FaultRule = z.infer<typeof faultSchema>;

/** Active faults, in memory. */
export class FaultPlan {
  #rules: { rule: FaultRule; left: number }[] = [];
  readonly chance: () => number;

  constructor(seed = 1) {
    this.chance = chanceFrom(seed);
  }

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Infinity });
  }

  clear(): void {
    this.#rules = [];
  }

  list(): { rule: FaultRule; left: number | null }[] {
    return this.#rules.map(({ rule, left }) => ({ rule, left: Number.isFinite(left) ? left : null }));
  }

  /** The fault of a call, such as `POST /v1/refunds`. */
  strikeCall(method: string, path: string): FaultRule | undefined {
    return this.#strike(API_KINDS, (match) => path.startsWith(match) || `${method} ${path}`.startsWith(match))[0];
  }

  /** All faults of an event; several combine, such as `delay` and `duplicate`. */
  strikeEvent(type: string): FaultRule[] {
    return this.#strike(WEBHOOK_KINDS, (match) => type.startsWith(match), true);
  }

  #strike(kinds: readonly string[], fits: (match: string) => boolean, all = false): FaultRule[] {
    const struck: FaultRule[] = [];
    for (const entry of this.#rules) {
      const { rule, left } = entry;
      if (left <= 0 || !kinds.includes(rule.kind) || !fits(rule.match)) continue;
      if (this.chance() >= rule.probability) continue;
      entry.left -= 1;
      struck.push(rule);
      if (!all) break;
    }
    return struck;
  }
}
