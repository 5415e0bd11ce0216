import { createHash } from 'node:crypto';

/** A request to a paid endpoint. */
export interface LedgerCall {
  at: string;
  door: 'chat' | 'images';
  requestId: string;
  idempotencyKey: string | null;
  model: string;
  promptDigest: string;
  status: number;
  fault: string | null;
  /** Millionths of a US dollar; 0 for a replay and for what was refused. */
  chargedMicros: number;
  /** Whether the answer was given before under the same key. */
  replayed: boolean;
}

/** What this account was asked for and charged. */
export class Ledger {
  readonly calls: LedgerCall[] = [];

  record(call: Omit<LedgerCall, 'at'>): void {
    this.calls.push({ at: new Date().toISOString(), ...call });
  }

  get chargedMicros(): number {
    return this.calls.reduce((sum, call) => sum + call.chargedMicros, 0);
  }
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
