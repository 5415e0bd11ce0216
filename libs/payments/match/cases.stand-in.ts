import type { AccessCase, ChargeCase, PayoutCase, RefundCase, RemoteTransaction } from './facts.js';

/** Cases in which both sides agree, for the specs to spoil; made from what happened, not from the matcher's rules. */
const HOUR = 3_600_000;
const after = (at: Date, hours: number): Date => new Date(at.getTime() + hours * HOUR);
const windowOf = (at: Date) => ({ from: after(at, -48), to: after(at, 24 * 60) });

export function cleanCharge(
  course: 'plain' | 'refunded' | 'disputed',
  at: Date,
  { amount = 1_900n, currency = 'usd' }: { amount?: bigint; currency?: string } = {},
): ChargeCase {
  const fee = amount / 34n + 30n;
  const refunded = course === 'refunded' ? amount : 0n;
  const disputed = course === 'disputed';
  const moved = (id: string, type: string, sourceId: string, gross: bigint, cost: bigint, hours: number): RemoteTransaction => ({
    id, type, category: type === 'adjustment' ? 'dispute' : type, sourceId, amount: gross, fee: cost, net: gross - cost, currency, status: 'available', payoutId: 'po_1',
    availableAt: after(at, hours + 48), at: after(at, hours),
  }); // prettier-ignore
  const transactions = [moved('txn_1', 'charge', 'ch_1', amount, fee, 0)];
  if (refunded > 0n) transactions.push(moved('txn_2', 'refund', 're_1', -amount, 0n, 1));
  if (disputed) transactions.push(moved('txn_3', 'adjustment', 'dp_1', -amount, 1_500n, 2));
  const side = (id: string, state: string, hours: number) => ({ id, amount, currency, state, at: after(at, hours) });
  const refunds = () => (refunded > 0n ? [side('re_1', 'succeeded', 1)] : []);
  const disputes = () => (disputed ? [side('dp_1', 'needs_response', 2)] : []);
  return {
    kind: 'charge',
    id: 'ch_1',
    window: windowOf(at),
    remote: {
      charge: { ...side('ch_1', 'succeeded', 0), refunded, disputed, userId: null },
      transactions,
      refunds: refunds(),
      disputes: disputes(),
      lastPayout: new Map(),
    },
    local: {
      payment: {
        ...side('ch_1', 'succeeded', 0),
        refunded,
        disputed,
        fee,
        settledCurrency: currency,
        orderId: 'order',
        userId: 'user',
      },
      order: { id: 'order', userId: 'user', state: 'paid', amount, currency, paidAt: at },
      entitlement: { id: 'access', userId: 'user', createdAt: at, revokedAt: refunded > 0n ? after(at, 1) : null },
      refunds: refunds(),
      disputes: disputes(),
      withheld: new Map(),
      ledger: transactions.map((each) => ({
        transactionId: each.id,
        at: each.at,
        balance: [{ minor: each.net, currency }],
        fees: each.fee,
        accounts: [{ charge: 'revenue', refund: 'refunds', adjustment: 'disputed-funds' }[each.type] ?? ''],
      })),
      siblings: [],
      usage: { settled: 0, drawn: 0 },
    },
  };
}

export function cleanPayout(at: Date): PayoutCase {
  const side = { id: 'po_1', amount: 5_000n, currency: 'usd', state: 'paid', at };
  const own: RemoteTransaction = {
    id: 'txn_p', type: 'payout', category: 'payout', status: 'available', amount: -5_000n, fee: 0n, net: -5_000n, currency: 'usd', sourceId: 'po_1',
    payoutId: null, availableAt: at, at,
  }; // prettier-ignore
  return {
    kind: 'payout',
    id: 'po_1',
    window: windowOf(at),
    remote: {
      payout: { ...side, automatic: true, arrivesAt: after(at, 24) },
      linked: [{ minor: 5_000n, currency: 'usd' }],
      transactions: 3,
      own: [own],
    },
    local: {
      payout: { ...side },
      ledger: [
        {
          transactionId: 'txn_p',
          at,
          balance: [{ minor: -5_000n, currency: 'usd' }],
          fees: 0n,
          accounts: ['in-transit'],
        },
      ],
      arrivalPosted: true,
    },
  };
}

export const accessCase = (at: Date, { amount = 1_900n } = {}): AccessCase => ({
  kind: 'access',
  id: 'access',
  window: windowOf(at),
  entitlement: { id: 'access', userId: 'user', createdAt: at, revokedAt: null },
  order: { id: 'order', userId: 'user', state: 'open', amount, currency: 'usd', paidAt: null },
});

export const refundCase = (at: Date): RefundCase => ({
  kind: 'refund',
  id: 're_9',
  window: windowOf(at),
  remote: { id: 're_9', amount: 500n, currency: 'usd', state: 'succeeded', at },
  chargeId: 'ch_gone',
});
