import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DISCREPANCY_TYPES } from '#contracts/finance.js';
import type { DiscrepancyType } from '#contracts/finance.js';
import { keyOf } from './discrepancy.js';
import { detectDiscrepancies } from './detect.js';
import { accessCase, cleanCharge, cleanPayout, refundCase } from '#fixtures/reconciliation-cases.js';
import type { Case, ChargeCase, PayoutCase } from './facts.js';
import { rulesOf, ruleSets } from './rules.js';

const rules = rulesOf(1)!;
const HOUR = 3_600_000;
const AT = new Date('2026-10-10T10:00:00Z');
const LATER = new Date('2026-10-20T00:00:00Z');

type Change = (each: ChargeCase) => void;
/** What is done to a charge that was right, and what must be found then: that, and nothing else. */
const CHANGES: Record<string, [expected: DiscrepancyType, course: 'plain' | 'refunded' | 'disputed', change: Change]> =
  {
    'the payment is not in our books': [
      'missing_local',
      'plain',
      ({ local }) => Object.assign(local, { payment: null, order: null, entitlement: null, ledger: [] }),
    ],
    'the payment is not at Stripe': [
      'missing_remote',
      'plain',
      ({ remote }) => Object.assign(remote, { charge: null, transactions: [] }),
    ],
    'the amount differs': ['amount', 'plain', ({ local }) => (local.payment!.amount += 1n)],
    'the currency differs': ['currency', 'plain', ({ local }) => (local.payment!.currency = 'eur')],
    'the fee differs': ['fee', 'plain', ({ local }) => (local.payment!.fee! += 1n)],
    'the fee differs in the ledger': ['fee', 'plain', ({ local }) => (local.ledger[0]!.fees += 1n)],
    'the fee is in another currency': ['fee', 'plain', ({ local }) => (local.payment!.settledCurrency = 'eur')],
    'what was paid stands on another account': ['status', 'plain', ({ local }) => (local.ledger[0]!.accounts = [])],
    'a lost dispute is still withheld': [
      'dispute',
      'disputed',
      ({ local, remote }) => {
        for (const side of [local, remote]) side.disputes[0]!.state = 'lost';
        local.entitlement!.revokedAt = LATER;
        local.withheld = new Map([['dp_1', [{ minor: 1_750n, currency: 'eur' }]]]);
      },
    ],
    'the state differs': ['status', 'plain', ({ local }) => (local.payment!.state = 'failed')],
    'the ledger has no entry': ['missing_local', 'plain', ({ local }) => (local.ledger = [])],
    'the ledger moved another amount': ['amount', 'plain', ({ local }) => (local.ledger[0]!.balance[0]!.minor -= 5n)],
    'the ledger moved another currency': [
      'currency',
      'plain',
      ({ local }) => (local.ledger[0]!.balance[0]!.currency = 'eur'),
    ],
    'the ledger has an entry too many': [
      'missing_remote',
      'plain',
      ({ local }) =>
        local.ledger.push({
          transactionId: 'txn_x',
          at: local.payment!.at,
          balance: [{ minor: 1n, currency: 'usd' }],
          fees: 0n,
          accounts: ['revenue'],
        }),
    ],
    'Stripe moved money in a way that is new': [
      'status',
      'plain',
      ({ remote }) => (remote.transactions[0]!.type = 'climate_order_purchase'),
    ],
    'it was paid twice': [
      'duplicate',
      'plain',
      ({ local }) => local.siblings.push({ id: 'ch_0', at: new Date(local.payment!.at.getTime() - HOUR) }),
    ],
    'a refund is not in our books': [
      'missing_local',
      'refunded',
      ({ local }) => Object.assign(local, { refunds: [], ledger: local.ledger.slice(0, 1) }),
    ],
    'a refund is not at Stripe': ['missing_remote', 'refunded', ({ remote }) => (remote.refunds = [])],
    'a refund is of another state': ['status', 'refunded', ({ local }) => (local.refunds[0]!.state = 'pending')],
    'a refund is of another amount': ['amount', 'refunded', ({ local }) => (local.refunds[0]!.amount += 1n)],
    'what was given back adds up to something else': [
      'amount',
      'refunded',
      ({ local }) => (local.payment!.refunded = 0n),
    ],
    'a refund is of a payment without an order': [
      'refund_unlinked',
      'refunded',
      ({ local }) => {
        local.payment!.orderId = null;
        local.order = null;
        local.entitlement = null;
      },
    ],
    'what was given back is still open': [
      'refunded_still_downloadable',
      'refunded',
      ({ local }) => (local.entitlement!.revokedAt = null),
    ],
    'a dispute is not in our books': [
      'dispute',
      'disputed',
      ({ local }) => {
        local.disputes = [];
        local.payment!.disputed = false;
        local.ledger = local.ledger.slice(0, 1);
      },
    ],
    'a dispute is of another state': ['dispute', 'disputed', ({ local }) => (local.disputes[0]!.state = 'won')],
    'the plan was never opened': ['paid_not_delivered', 'plain', ({ local }) => (local.entitlement = null)],
    'nothing was drawn of what was counted': [
      'paid_not_delivered',
      'plain',
      ({ local }) => (local.usage = { settled: 3, drawn: 0 }),
    ],
    'money came for no order': [
      'paid_not_delivered',
      'plain',
      ({ local }) => {
        local.payment!.orderId = null;
        local.order = null;
        local.entitlement = null;
      },
    ],
    'money was left out of a payout': [
      'payout',
      'plain',
      ({ remote }) => {
        remote.transactions[0]!.payoutId = null;
        remote.lastPayout = new Map([['usd', new Date(LATER.getTime() - HOUR)]]);
      },
    ],
  };

type PayoutChange = (each: PayoutCase) => void;
const PAYOUT_CHANGES: Record<string, [DiscrepancyType, PayoutChange]> = {
  'its transactions add up to something else': ['payout', ({ remote }) => (remote.linked[0]!.minor += 1n)],
  'it failed, and its transactions are still in it': [
    'payout',
    ({ remote, local }) => {
      remote.payout!.state = 'failed';
      local.payout!.state = 'failed';
    },
  ],
  'our books do not have it': [
    'missing_local',
    ({ local }) => Object.assign(local, { payout: null, ledger: [], arrivalPosted: false }),
  ],
  'Stripe does not have it': [
    'missing_remote',
    ({ remote }) => Object.assign(remote, { payout: null, own: [], linked: [] }),
  ],
  'its amount differs': ['amount', ({ local }) => (local.payout!.amount += 1n)],
  'its state differs': ['status', ({ local }) => (local.payout!.state = 'canceled')],
  'its arrival was not posted': ['missing_local', ({ local }) => (local.arrivalPosted = false)],
  'it never arrived': [
    'payout',
    ({ remote, local }) => {
      remote.payout!.state = 'in_transit';
      local.payout!.state = 'in_transit';
    },
  ],
};

const types = (each: Case, asOf = LATER): DiscrepancyType[] =>
  detectDiscrepancies(each, rules, asOf).map(({ type }) => type);

describe('the matcher', () => {
  it.each(['plain', 'refunded', 'disputed'] as const)(
    'finds nothing wrong with a %s payment that is right',
    (course) => {
      expect(detectDiscrepancies(cleanCharge(course, AT), rules, LATER)).toEqual([]);
      expect(detectDiscrepancies(cleanPayout(AT), rules, LATER)).toEqual([]);
    },
  );

  it.each(Object.entries(CHANGES))('says one thing when %s', (_what, [expected, course, change]) => {
    const each = cleanCharge(course, AT);
    change(each);
    expect(types(each)).toEqual([expected]);
  });

  it.each(Object.entries(PAYOUT_CHANGES))('says one thing of a payout when %s', (_what, [expected, change]) => {
    const each = cleanPayout(AT);
    change(each);
    expect(types(each)).toEqual([expected]);
  });

  it.each([
    ['huf', 5_000n, 5_045n, []],
    ['twd', 5_000n, 4_960n, []],
    ['huf', 5_000n, 5_145n, ['payout']],
    ['huf', 5_045n, 5_045n, []],
    ['huf', 5_045n, 5_044n, ['payout']],
    ['usd', 5_000n, 5_045n, ['payout']],
    ['isk', 5_000n, 5_000n, []],
  ] as const)('pays %s out in whole units: %s of %s', (currency, amount, linked, expected) => {
    const each = cleanPayout(AT);
    for (const side of [each.remote.payout!, each.local.payout!, each.remote.own[0]!]) side.currency = currency;
    for (const side of [each.remote.payout!, each.local.payout!]) side.amount = amount;
    each.local.ledger[0]!.balance[0]!.currency = currency;
    each.remote.linked = [{ minor: linked, currency }];
    expect(types(each)).toEqual(expected);
  });

  it('detects unpaid access, and refunds of unknown payments', () => {
    expect(types(accessCase(AT))).toEqual(['delivered_not_paid']);
    expect(types(accessCase(AT, { amount: 0n }))).toEqual([]);
    expect(types(refundCase(AT))).toEqual(['refund_unlinked']);
  });

  it('has a case of every type above, or below', () => {
    const covered = new Set<DiscrepancyType>([
      ...[...Object.values(CHANGES), ...Object.values(PAYOUT_CHANGES)].map(([type]) => type),
      'delivered_not_paid',
      'timing',
    ]);
    expect([...covered].toSorted()).toEqual([...DISCREPANCY_TYPES].toSorted());
  });

  it('expects for a day what may only be late, and then calls it what it is', () => {
    const late = cleanCharge('plain', AT);
    Object.assign(late.local, { payment: null, order: null, entitlement: null, ledger: [] });
    const soon = new Date(AT.getTime() + 24 * HOUR - 1);
    expect(detectDiscrepancies(late, rules, soon)).toMatchObject([
      { type: 'timing', state: 'expected', repair: 'look-again' },
    ]);
    expect(detectDiscrepancies(late, rules, new Date(soon.getTime() + 1))).toMatchObject([
      { type: 'missing_local', state: 'open' },
    ]);
    const opened = cleanCharge('plain', AT);
    opened.local.entitlement = null;
    expect(detectDiscrepancies(opened, rules, soon)).toMatchObject([
      { type: 'timing', state: 'expected', repair: null },
    ]);
  });

  it('calls nothing missing from a list that was not asked for', () => {
    const window = { from: new Date(AT.getTime() + 2 * HOUR), to: LATER };
    const older = cleanCharge('refunded', AT);
    expect(types({ ...older, window, remote: { ...older.remote, charge: null, transactions: [] } })).toEqual([]);
    expect(types({ ...older, window, remote: { ...older.remote, refunds: [] }, local: { ...older.local } })).toEqual(
      [],
    );
    const unknown = { ...older, window: { from: new Date(AT.getTime() + HOUR / 2), to: LATER } };
    Object.assign(unknown.local, { payment: null, order: null, entitlement: null, refunds: [], ledger: [] });
    expect(types(unknown)).toEqual(['refund_unlinked']);
  });

  it('lets a fee differ by as much as the rules say', () => {
    const each = cleanCharge('plain', AT);
    each.local.payment!.fee! += 1n;
    expect(detectDiscrepancies(each, rulesOf(2)!, LATER)).toEqual([]);
  });

  it('finds exactly what was changed, in whatever order the records come', () => {
    const names = Object.keys(CHANGES);
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.integer({ min: 60, max: 999_999 }),
        fc.constantFrom('usd', 'jpy', 'kwd'),
        fc.integer({ min: 0, max: 3 * 24 * 60 }),
        (name, amount, currency, minutes) => {
          const [expected, course, change] = CHANGES[name]!;
          if (currency !== 'usd' && /payout|currency/.test(name)) return;
          const at = new Date(AT.getTime() + minutes * 60_000);
          const make = (): ChargeCase => cleanCharge(course, at, { amount: BigInt(amount), currency });
          expect(detectDiscrepancies(make(), rules, LATER)).toEqual([]);
          const each = make();
          change(each);
          const found = detectDiscrepancies(each, rules, LATER);
          expect(found.map(({ type }) => type)).toEqual([expected]);
          each.remote.transactions.reverse();
          each.local.ledger.reverse();
          expect(detectDiscrepancies(each, rules, LATER).map(keyOf)).toEqual(found.map(keyOf));
          expect(found.every(({ words, occurredAt }) => words.length > 10 && occurredAt >= AT)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never changes a version of the rules that was released', () => {
    expect(rulesOf(1)).toEqual({
      version: 1,
      since: '2026-11-01T00:00:00.000Z',
      note: 'Amounts and fees to the minor unit. Webhooks and access may be a day late, a payout three days.',
      feeTolerance: 0,
      timingHours: { webhook: 24, payout: 72, delivery: 24 },
    });
    expect(
      ruleSets()
        .filter(({ inForce }) => inForce)
        .map(({ version }) => version),
    ).toEqual([1]);
  });
});
