import { z } from 'zod';
import { chanceFrom } from '../../chance.js';

/** A fault, as `POST /sandbox/google/faults` takes it. */
export const faultSchema = z.strictObject({
  kind: z.enum([
    /** The request is not executed, and Google's error is returned. */
    'error',
    /** The request is executed, and an error is returned. */
    'error-after',
    /** Not executed, and never answered. */
    'timeout',
    /** Not executed, and the connection breaks. */
    'drop',
    /** Executed, and the connection breaks before the response. */
    'drop-after',
    /** Answered late. */
    'slow',
    /** Executed, and answered with half of a body. */
    'malformed',
    /** The connection breaks when byte `byte` of the file (counted from 0) comes in. */
    'cut-upload',
    /** The upload is forgotten: 404 from here on. */
    'lose-session',
    /** One bit of the upload is flipped. */
    'corrupt-upload',
    /** A download breaks off after `byte` bytes. */
    'cut-download',
    /** One bit of the download is flipped. */
    'corrupt-download',
  ]),
  /** Number of matching calls that it affects; default: until it is deleted. */
  times: z.int().min(1).optional(),
  /** Share of the matching calls that it affects. */
  probability: z.number().min(0).max(1).default(1),
  /** Prefix of a path such as `/drive/v3/files`, with or without a method before it. */
  match: z.string().default(''),
  /** Email address: only calls on behalf of this account. */
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

/** Properties of a call that fault rules match. */
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

/** Active faults, in memory. */
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

  /** The first matching fault of a call, oldest rule first. */
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
