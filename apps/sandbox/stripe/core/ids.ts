import { randomBytes } from 'node:crypto';
import type { Kind } from './kinds.js';

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A name in Stripe's manner: a prefix that tells the kind, then letters and digits. */
export function newId(prefix: string, length = 24): string {
  let id = prefix;
  for (const byte of randomBytes(length)) id += SIGNS[byte % SIGNS.length];
  return id;
}

/** Kinds that can stand expanded in another object, by the prefix of their ids. */
export const KIND_OF_PREFIX: Partial<Record<string, Kind>> = {
  cus: 'customer',
  prod: 'product',
  price: 'price',
  pm: 'payment_method',
  cs: 'session',
  sub: 'subscription',
  in: 'invoice',
  inpay: 'invoice_payment',
  pi: 'payment_intent',
  ch: 'charge',
  re: 'refund',
  du: 'dispute',
  txn: 'balance_transaction',
  po: 'payout',
};
