import { z } from 'zod';
import { ERROR_SHAPES, PICTURE_SHAPES, TEXT_SHAPES } from './other-servers.js';

export const FAULT_KINDS = [
  'rate-limit',
  'insufficient-quota',
  '500',
  'timeout',
  'reset',
  'slow-body',
  'malformed-json',
  'not-an-image',
  'one-pixel',
  'wrong-size',
  'bomb',
  'moderation',
  'unauthorized',
  'dark-picture',
  ...ERROR_SHAPES,
  ...TEXT_SHAPES,
  ...PICTURE_SHAPES,
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault, as `POST /sandbox/faults` takes it. */
export const faultSchema = z.strictObject({
  match: z.enum(['images', 'chat']),
  kind: z.enum(FAULT_KINDS),
  /** Number of matching calls that it affects; default: until it is deleted. */
  times: z.int().min(1).optional(),
  /** Share of the matching calls that it affects. */
  probability: z.number().min(0).max(1).default(1),
  retryAfterSeconds: z.number().min(0).max(600).default(1),
  /** Only calls whose prompt has this text in it. */
  promptIncludes: z.string().optional(),
});
export type FaultRule = z.infer<typeof faultSchema>;

/** Active faults. Randomness comes from a counter, so that a run is reproducible. */
export class FaultPlan {
  #rules: { rule: FaultRule; left: number }[] = [];
  #draws: number;

  constructor(seed = 1) {
    this.#draws = seed;
  }

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Infinity });
  }

  clear(): void {
    this.#rules = [];
  }

  list(): { rule: FaultRule; left: number }[] {
    return this.#rules;
  }

  /** The fault of this call, if any. */
  strike(endpoint: FaultRule['match'], prompt: string): FaultRule | undefined {
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (entry.left <= 0 || rule.match !== endpoint) continue;
      if (rule.promptIncludes !== undefined && !prompt.includes(rule.promptIncludes)) continue;
      if (this.#chance() >= rule.probability) continue;
      entry.left -= 1;
      return rule;
    }
    return undefined;
  }

  #chance(): number {
    this.#draws = (Math.imul(this.#draws, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#draws / 2 ** 32;
  }
}
