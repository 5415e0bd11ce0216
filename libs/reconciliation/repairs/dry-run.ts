import type Stripe from 'stripe';
import type { Connection, Database } from '#database/database.js';
import type { ReconciliationException } from '#database/generated/client.js';
import { refreshCharge } from '#billing/refresh-from-stripe/charge.js';
import { factsOfCharge } from '#billing/refresh-from-stripe/charge-facts.js';
import type { ChargeFacts } from '#billing/refresh-from-stripe/charge-facts.js';
import { keyOf } from '../matching/discrepancy.js';
import type { Discrepancy } from '../matching/discrepancy.js';
import { detectDiscrepancies } from '../matching/detect.js';
import { RULES_IN_FORCE, rulesOf } from '../matching/rules.js';
import { chargeCases } from '../run/charge-cases.js';
import { mirror } from '../run/mirror.js';
import { recordOfCharge, recordOfDispute, recordOfRefund, recordOfTransaction } from '../run/remote-records.js';
import type { RemoteRecord } from '../run/remote-records.js';
import { callStripe } from '#stripe/stripe-gateway.js';
import type { Repairing } from './repair-plan.js';

const TIMEOUT_MS = 30_000;

/** Thrown to undo what was only tried. */
class Undone extends Error {
  constructor(readonly found: Discrepancy[]) {
    super('undone');
  }
}

/**
 * What the next run would find about a charge after Stripe was asked again: the same code writes the same rows in a
 * database transaction that is undone. Stripe is called before it starts, so that no lock is held meanwhile.
 * Differences that are open already are left out.
 */
export async function dryRunRefresh(
  deps: Repairing,
  item: ReconciliationException,
  chargeId: string,
): Promise<Discrepancy[]> {
  const writes: ((tx: Connection) => Promise<unknown>)[] = [];
  await refreshCharge({ ...deps, db: noting(deps.db, writes) }, chargeId);
  const records = recordsOf(await callStripe(() => factsOfCharge(deps.stripe, chargeId)));
  const found = await tryOut(deps.db, async (tx) => {
    for (const write of writes) await write(tx);
    await mirror(tx, item.runId, records);
    return detectNow(tx, chargeId);
  });
  const known = await deps.db.reconciliationException.findMany({
    where: { key: { in: found.map(keyOf) }, state: { in: ['open', 'expected', 'repairing'] }, id: { not: item.id } },
    select: { key: true },
  });
  const open = new Set(known.map(({ key }) => key));
  return found.filter((each) => !open.has(keyOf(each)));
}

/** A database that reads, and keeps its transactions for later. */
const noting = (db: Database, writes: ((tx: Connection) => Promise<unknown>)[]): Database =>
  new Proxy(db, {
    get: (target, name) => {
      if (name === '$transaction')
        return (write: (tx: Connection) => Promise<unknown>) => Promise.resolve(void writes.push(write));
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });

async function tryOut(db: Database, work: (tx: Connection) => Promise<Discrepancy[]>): Promise<Discrepancy[]> {
  try {
    return await db.$transaction(async (tx) => Promise.reject(new Undone(await work(tx))), { timeout: TIMEOUT_MS });
  } catch (error) {
    if (error instanceof Undone) return error.found;
    throw error;
  }
}

async function detectNow(tx: Connection, chargeId: string): Promise<Discrepancy[]> {
  const now = new Date();
  const rules = rulesOf(RULES_IN_FORCE);
  if (!rules) throw new RangeError(`There are no rules of version ${RULES_IN_FORCE}`);
  const cases = await chargeCases(tx, { from: new Date(0), to: FAR_AHEAD }, new Map(), [chargeId]);
  return cases.flatMap((each) => detectDiscrepancies(each, rules, now));
}

/** A sandbox's clock may be ahead of ours. */
const FAR_AHEAD = new Date('9999-01-01T00:00:00Z');

function recordsOf({ charge, refunds, disputes }: ChargeFacts): RemoteRecord[] {
  const transactions = [
    charge.balance_transaction,
    ...refunds.flatMap((refund) => [refund.balance_transaction, refund.failure_balance_transaction]),
    ...disputes.flatMap((dispute) => dispute.balance_transactions),
  ].filter((txn): txn is Stripe.BalanceTransaction => typeof txn === 'object' && txn !== null);
  return [
    recordOfCharge(charge),
    ...refunds.map(recordOfRefund),
    ...disputes.map(recordOfDispute),
    ...transactions.map((txn) => ({ ...recordOfTransaction(txn), chargeId: charge.id })),
  ];
}
