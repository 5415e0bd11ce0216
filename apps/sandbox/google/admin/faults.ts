import { z } from 'zod';
import { chanceFrom } from '../../chance.js';

/** One misbehaviour, as `POST /sandbox/google/faults` takes it. */
export const faultSchema = z.strictObject({
  kind: z.enum([
    /** The work is not done, and Google's error is answered. */
    'error',
    /** The work is done, and an error is answered all the same. */
    'error-after',
    /** Not done, and never answered. */
    'timeout',
    /** Not done, and the connection breaks. */
    'drop',
    /** Done, and the connection breaks before the answer. */
    'drop-after',
    /** Answered late. */
    'slow',
    /** Done, and answered with half of a body. */
    'malformed',
    /** The connection breaks when byte `byte` of the file (counted from 0) comes in. */
    'cut-upload',
    /** The upload is forgotten: 404 from here on. */
    'lose-session',
    /** One bit of what comes in is turned over. */
    'corrupt-upload',
    /** A download breaks off after `byte` bytes. */
    'cut-download',
    /** One bit of what goes out is turned over. */
    'corrupt-download',
  ]),
  /** How often it strikes; left out, until it is deleted. */
  times: z.int().min(1).optional(),
  /** Share of the matching calls that it strikes. */
  probability: z.number().min(0).max(1).default(1),
  /** The begin of a path such as `/drive/v3/files`, with or without a method before it. */
  match: z.string().default(''),
  /** E-mail address: only calls on behalf of this account. */
  account: z.string().optional(),
  /** `error…`: what is answered. */
  status: z.int().min(400).max(599).default(500),
  /** `error…`: such as `userRateLimitExceeded`; at `/token`, such as `invalid_grant`. */
  reason: z.string().default('internalError'),
  /** `error…`: seconds in `Retry-After`; left out, there is none, as mostly at Google. */
  retryAfterSeconds: z.number().min(0).max(600).optional(),
  /** `slow`: ms. */
  ms: z.number().min(0).max(600_000).default(1_000),
  byte: z.int().min(0).default(0),
});
export type FaultRule = z.output<typeof faultSchema>;

/** What of a call decides whether a fault strikes it. */
export interface FaultTarget {
  method: string;
  path: string;
  account: string | null;
  /** True for a piece of a resumable upload, or the question how much has come. */
  session: boolean;
  /** First and last byte that an upload sends; null for what uploads nothing. */
  bytes: { start: number; end: number } | null;
}

const UPLOAD_ONLY = new Set(['cut-upload', 'corrupt-upload']);

/** The faults in force. They are forgotten at a restart. */
export class FaultPlan {
  #rules: { rule: FaultRule; left: number }[] = [];
  readonly #chance = chanceFrom(1);

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Infinity });
  }

  clear(): void {
    this.#rules = [];
  }

  list(): { rule: FaultRule; left: number | null }[] {
    return this.#rules.map(({ rule, left }) => ({ rule, left: Number.isFinite(left) ? left : null }));
  }

  /** The misbehaviour that strikes a call; the oldest order goes first. */
  strike(call: FaultTarget): FaultRule | undefined {
    const entry = this.#rules.find(
      ({ rule, left }) => left > 0 && fits(rule, call) && this.#chance() < rule.probability,
    );
    if (entry) entry.left -= 1;
    return entry?.rule;
  }
}

function fits({ kind, match, account, byte }: FaultRule, call: FaultTarget): boolean {
  if (!call.path.startsWith(match) && !`${call.method} ${call.path}`.startsWith(match)) return false;
  if (account !== undefined && account !== call.account) return false;
  if (kind === 'lose-session') return call.session;
  if (!UPLOAD_ONLY.has(kind)) return true;
  if (!call.bytes) return false;
  return kind !== 'cut-upload' || (call.bytes.start <= byte && byte <= call.bytes.end);
}
