import type { Money } from '#ledger/money.js';

/** The matcher's only input: one case at a time, both sides of it, never sums over many. */

export interface Window {
  from: Date;
  /** Not in it. Stripe's lists are complete within the window, and only there can something be missing from them. */
  to: Date;
}

export interface RemoteTransaction {
  id: string;
  type: string;
  /** `reporting_category`; empty where it was not read. */
  category: string;
  /** Stripe's own word: pending, available. */
  status: string;
  amount: bigint;
  fee: bigint;
  net: bigint;
  currency: string;
  sourceId: string | null;
  payoutId: string | null;
  availableAt: Date | null;
  at: Date;
}

export interface Side {
  id: string;
  amount: bigint;
  currency: string;
  state: string;
  at: Date;
}
export interface RemoteCharge extends Side {
  refunded: bigint;
  disputed: boolean;
  /** Whose customer at Stripe it is, where our books don't have the payment. */
  userId: string | null;
}
export interface LocalPayment extends Side {
  refunded: bigint;
  disputed: boolean;
  fee: bigint | null;
  /** Of the fee, and of all that Stripe settled; null: the payment's own. */
  settledCurrency: string | null;
  orderId: string | null;
  userId: string | null;
}

export interface RemotePayout extends Side {
  automatic: boolean;
  arrivesAt: Date | null;
}

export interface LocalOrder {
  id: string;
  userId: string;
  state: string;
  amount: bigint;
  currency: string;
  paidAt: Date | null;
}
export interface LocalEntitlement {
  id: string;
  userId: string;
  createdAt: Date;
  revokedAt: Date | null;
}

/** What the ledger has for one balance transaction: the movement of Stripe's balance, and the fee. */
export interface LedgerFact {
  transactionId: string;
  at: Date;
  balance: Money[];
  fees: bigint;
  /** Accounts of the other side. */
  accounts: string[];
}

export interface ChargeCase {
  kind: 'charge';
  id: string;
  window: Window;
  remote: {
    charge: RemoteCharge | null;
    transactions: RemoteTransaction[];
    refunds: Side[];
    disputes: Side[];
    /** By currency, when the newest automatic payout was made. */
    lastPayout: ReadonlyMap<string, Date>;
  };
  local: {
    payment: LocalPayment | null;
    order: LocalOrder | null;
    entitlement: LocalEntitlement | null;
    refunds: Side[];
    disputes: Side[];
    /** By dispute, what the ledger says is withheld for it now. */
    withheld: ReadonlyMap<string, Money[]>;
    ledger: LedgerFact[];
    /** Other payments of the same order or invoice that succeeded and were not given back. */
    siblings: { id: string; at: Date }[];
    /** Drawings that were counted under the access that was bought, and those that exist. */
    usage: { settled: number; drawn: number };
  };
}

export interface PayoutCase {
  kind: 'payout';
  id: string;
  window: Window;
  remote: {
    payout: RemotePayout | null;
    /** Nets of the transactions that Stripe says are in it, by currency. */
    linked: Money[];
    transactions: number;
    /** The payout's own movements of the balance. */
    own: RemoteTransaction[];
  };
  local: { payout: Side | null; ledger: LedgerFact[]; arrivalPosted: boolean };
}

/** A movement of Stripe's balance that belongs to no charge and no payout, or that only the ledger knows. */
export interface TransactionCase {
  kind: 'transaction';
  id: string;
  window: Window;
  remote: RemoteTransaction | null;
  ledger: LedgerFact | null;
}

/** A refund at Stripe whose charge is unknown. */
export interface RefundCase {
  kind: 'refund';
  id: string;
  window: Window;
  remote: Side;
  chargeId: string | null;
}

/** Access that an order gave, when no payment of that order succeeded. */
export interface AccessCase {
  kind: 'access';
  id: string;
  window: Window;
  entitlement: LocalEntitlement;
  order: LocalOrder;
}

export type Case = ChargeCase | PayoutCase | TransactionCase | RefundCase | AccessCase;
