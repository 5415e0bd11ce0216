import { KNOWN_TYPES, accountOf } from '#ledger/balance-transaction-types.js';
import type { Money } from '#ledger/money.js';
import { inText, olderThan, orLate } from './discrepancy.js';
import type { Discrepancy } from './discrepancy.js';
import type {
  ChargeCase,
  LedgerFact,
  LocalPayment,
  RemoteCharge,
  RemoteTransaction,
  TransactionCase,
} from './facts.js';
import type { Rules } from './rules.js';
import { within } from './window.js';

/** Every movement of Stripe's balance that a charge made, each against the ledger's own entry for it. */
export function detectMovementDiscrepancies(
  each: ChargeCase,
  charge: RemoteCharge,
  payment: LocalPayment,
  reported: Discrepancy[],
  rules: Rules,
  asOf: Date,
): Discrepancy[] {
  const { transactions, lastPayout } = each.remote;
  const ledger = new Map(each.local.ledger.map((fact) => [fact.transactionId, fact]));
  const of = { chargeId: charge.id, userId: payment.userId };
  // a refund or dispute that our books do not have at all can't have been posted either
  const missing = new Set(reported.filter(({ local }) => local === null).map(({ subjectId }) => subjectId));
  const found: Discrepancy[] = [];
  for (const transaction of transactions) {
    const fact = ledger.get(transaction.id);
    ledger.delete(transaction.id);
    if (!fact && transaction.sourceId !== null && missing.has(transaction.sourceId)) continue;
    const wrong = compareTransaction(transaction, fact ?? null, of, rules, asOf);
    if (wrong) found.push(wrong);
    else found.push(...leftOutOfPayout(transaction, lastPayout, of, rules, asOf));
    if (!wrong && transaction.sourceId === charge.id) found.push(...compareFee(transaction, charge, payment, rules));
  }
  for (const fact of ledger.values()) if (within(each.window, fact.at)) found.push({ ...onlyInLedger(fact), ...of });
  return found;
}

/** The fee on the payment's row, which margins are made of; the ledger's own was compared before. */
function compareFee(
  { fee, currency }: RemoteTransaction,
  charge: RemoteCharge,
  payment: LocalPayment,
  rules: Rules,
): Discrepancy[] {
  const ours = { minor: payment.fee ?? 0n, currency: payment.settledCurrency ?? payment.currency };
  const difference = ours.currency === currency ? fee - ours.minor : fee;
  const tolerance = ours.currency === currency ? BigInt(rules.feeTolerance) : 0n;
  if ((difference < 0n ? -difference : difference) <= tolerance) return [];
  const words = { ours: inText(ours), theirs: inText({ minor: fee, currency }) };
  return [
    {
      type: 'fee',
      state: 'open',
      subjectKind: 'charge',
      subjectId: charge.id,
      chargeId: charge.id,
      userId: payment.userId,
      words: `Stripe’s fee for this payment is ${words.ours} here and ${words.theirs} at Stripe.`,
      local: words.ours,
      remote: words.theirs,
      amount: { minor: difference, currency },
      occurredAt: charge.at,
      repair: 'look-again',
    },
  ];
}

/** A movement that belongs to no charge: Stripe's own fees, and whatever only the ledger knows. */
export function detectTransactionDiscrepancies(each: TransactionCase, rules: Rules, asOf: Date): Discrepancy[] {
  const { remote, ledger } = each;
  if (remote) {
    const wrong = compareTransaction(remote, ledger, { chargeId: null, userId: null }, rules, asOf);
    return wrong ? [wrong] : [];
  }
  return ledger && within(each.window, ledger.at) ? [onlyInLedger(ledger)] : [];
}

export function compareTransaction(
  transaction: RemoteTransaction,
  fact: LedgerFact | null,
  of: { chargeId: string | null; userId: string | null },
  rules: Rules,
  asOf: Date,
): Discrepancy | null {
  const { currency } = transaction;
  const net = { minor: transaction.net, currency };
  const about = {
    state: 'open',
    subjectKind: 'balance_transaction',
    subjectId: transaction.id,
    ...of,
    amount: net,
    occurredAt: transaction.at,
  } as const;
  const account = accountOf(transaction);
  if (account === null && !isUnread(transaction))
    return {
      ...about,
      type: 'status',
      words: `Stripe moved ${inText(net)} as “${kindOf(transaction)}”, a kind that our books have no rule for.`,
      local: fact ? `posted to ${fact.accounts.join(', ') || 'stripe-fees'}` : null,
      remote: kindOf(transaction),
      // where it belongs a person decides; until then it waits on suspense, and the balance is right
      repair: fact || movesNothing(transaction) ? null : 'post-to-ledger',
    };
  // what moved nothing is posted nowhere
  if (!fact && movesNothing(transaction)) return null;
  if (!fact)
    return orLate(
      {
        ...about,
        type: 'missing_local',
        words: `Stripe moved ${inText(net)} (${transaction.type}); our ledger has no entry for it.`,
        local: null,
        remote: inText(net),
        repair: 'post-to-ledger',
      },
      transaction.at,
      rules.timingHours.webhook,
      asOf,
    );
  const differs = compareLedger(transaction, fact, rules);
  if (differs) return { ...about, ...differs, repair: null };
  return account === null ? null : comparePlace(about, transaction, fact, account);
}

const kindOf = ({ type, category }: RemoteTransaction): string =>
  type === 'adjustment' ? `adjustment, ${category}` : type;
const movesNothing = ({ net, fee }: RemoteTransaction): boolean => net === 0n && fee === 0n;
/** An adjustment that a run of an earlier version saw: it did not read the category. */
const isUnread = ({ type, category }: RemoteTransaction): boolean => KNOWN_TYPES.includes(type) && category === '';

/** The amounts agree; what it was about may stand on another account, as top-ups did that were posted as fees. */
function comparePlace(
  about: Pick<Discrepancy, 'state' | 'subjectKind' | 'subjectId' | 'chargeId' | 'userId' | 'amount' | 'occurredAt'>,
  transaction: RemoteTransaction,
  fact: LedgerFact,
  account: string,
): Discrepancy | null {
  if (transaction.amount === 0n) return null;
  const right = account === 'stripe-fees' ? [] : [account];
  if (fact.accounts.length === right.length && right.every((each) => fact.accounts.includes(each))) return null;
  const ours = fact.accounts.join(', ') || 'stripe-fees';
  return {
    ...about,
    type: 'status',
    words: `Stripe moved ${inText({ minor: transaction.net, currency: transaction.currency })} as “${kindOf(transaction)}”; our ledger has it on ${ours}.`,
    local: ours,
    remote: account,
    repair: 'post-to-ledger',
  };
}

function compareLedger(
  { net, fee, currency }: RemoteTransaction,
  fact: LedgerFact,
  rules: Rules,
): Pick<Discrepancy, 'type' | 'words' | 'local' | 'remote' | 'amount'> | null {
  const moved = fact.balance.filter(({ minor }) => minor !== 0n);
  const foreign = moved.find((part) => part.currency !== currency);
  const ours = moved.length > 0 ? moved.map(inText).join(' and ') : 'nothing';
  const theirs = inText({ minor: net, currency });
  if (foreign)
    return {
      type: 'currency',
      words: `Our ledger moved ${ours}, Stripe ${theirs}.`,
      local: ours,
      remote: theirs,
      amount: { minor: net, currency },
    };
  const difference = net - sumOf(moved);
  if (difference !== 0n)
    return {
      type: 'amount',
      words: `Our ledger moved ${ours} of Stripe’s balance, Stripe ${theirs}.`,
      local: ours,
      remote: theirs,
      amount: { minor: difference, currency },
    };
  // a zero fee in the ledger means that the kind has no fee of its own there
  const wrongFee = fee - fact.fees;
  if (fee === 0n || (wrongFee < 0n ? -wrongFee : wrongFee) <= BigInt(rules.feeTolerance)) return null;
  const fees = { ours: inText({ minor: fact.fees, currency }), theirs: inText({ minor: fee, currency }) };
  return {
    type: 'fee',
    words: `Stripe’s fee is ${fees.ours} in our ledger and ${fees.theirs} at Stripe.`,
    local: fees.ours,
    remote: fees.theirs,
    amount: { minor: wrongFee, currency },
  };
}

const sumOf = (parts: Money[]): bigint => parts.reduce((sum, { minor }) => sum + minor, 0n);

const onlyInLedger = (fact: LedgerFact): Discrepancy => {
  const moved = fact.balance.map(inText).join(' and ') || 'nothing';
  return {
    type: 'missing_remote',
    state: 'open',
    subjectKind: 'balance_transaction',
    subjectId: fact.transactionId,
    chargeId: null,
    userId: null,
    words: `Our ledger moved ${moved} of Stripe’s balance for a transaction that Stripe does not have.`,
    local: moved,
    remote: null,
    amount: fact.balance[0] ?? null,
    occurredAt: fact.at,
    repair: null,
  };
};

/** How long after it could be paid out a movement may still miss the payout of that day. */
const SWEEP_HOURS = 24;

/** Money that could have been paid out, and was left behind by an automatic payout. */
function leftOutOfPayout(
  transaction: RemoteTransaction,
  lastPayout: ReadonlyMap<string, Date>,
  of: { chargeId: string | null; userId: string | null },
  rules: Rules,
  asOf: Date,
): Discrepancy[] {
  const { availableAt, currency, net } = transaction;
  const last = lastPayout.get(currency);
  if (transaction.payoutId || transaction.status !== 'available' || !availableAt || !last || net === 0n) return [];
  if (!olderThan(availableAt, SWEEP_HOURS, last)) return [];
  const amount = { minor: net, currency };
  const found: Discrepancy = {
    type: 'payout',
    state: 'open',
    subjectKind: 'balance_transaction',
    subjectId: transaction.id,
    ...of,
    words: `${inText(amount)} could be paid out since ${availableAt.toISOString().slice(0, 10)}, but are in no payout.`,
    local: null,
    remote: 'in no payout',
    amount,
    occurredAt: transaction.at,
    repair: null,
  };
  return [orLate(found, availableAt, SWEEP_HOURS + rules.timingHours.payout, asOf)];
}
