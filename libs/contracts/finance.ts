import { z } from 'zod';
import { pageQuery } from './pagination.js';
import { billingView, money, orderView } from './payments.js';
import { paidPlan, planId } from './plans.js';
import { text } from './text.js';

const moment = z.iso.datetime();
const reason = text(3, 500);
/** A calendar month in UTC. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month as YYYY-MM');
export const inMonth = z.strictObject({ month });
export type InMonth = z.infer<typeof inMonth>;

export const DISCREPANCY_TYPES = [
  'missing_local',
  'missing_remote',
  'amount',
  'currency',
  'fee',
  'status',
  'duplicate',
  'refund_unlinked',
  'dispute',
  'payout',
  'paid_not_delivered',
  'delivered_not_paid',
  'refunded_still_downloadable',
  'timing',
] as const;
export const discrepancyType = z.enum(DISCREPANCY_TYPES);
export type DiscrepancyType = z.infer<typeof discrepancyType>;

/** expected: only late, and not for long; cleared: a later run no longer finds it. */
export const EXCEPTION_STATES = ['expected', 'open', 'repairing', 'resolved', 'cleared'] as const;
export const exceptionState = z.enum(EXCEPTION_STATES);
export type ExceptionState = z.infer<typeof exceptionState>;

export const RUN_STATES = ['queued', 'running', 'completed', 'failed'] as const;
export const RUN_STEPS = [
  'balance_transactions',
  'charges',
  'refunds',
  'disputes',
  'payouts',
  'payout_links',
  'missed_events',
  'match',
  'done',
] as const;
export type RunStep = (typeof RUN_STEPS)[number];
export const RUN_TRIGGERS = ['schedule', 'person', 'rehearsal'] as const;

/** Safe repairs. Each is proposed with a dry run and done once: refresh from Stripe, revoke access, refund. */
export const REPAIRS = ['look-again', 'post-to-ledger', 'grant-access', 'revoke-access', 'refund-duplicate'] as const;
export type Repair = (typeof REPAIRS)[number];

const person = z.object({ id: z.uuid(), name: z.string() });

export const startRun = z
  .strictObject({
    from: moment,
    to: moment,
    /** Left out: the rules in force. */
    rules: z.int().min(1).optional(),
    /** Tells what would appear and what would go, and changes nothing. */
    rehearsal: z.boolean().default(false),
  })
  .refine(({ from, to }) => from < to, 'from: must be before to');
export type StartRun = z.infer<typeof startRun>;

export const runView = z
  .object({
    id: z.uuid(),
    from: moment,
    to: moment,
    trigger: z.enum(RUN_TRIGGERS),
    requester: person.nullable(),
    rules: z.int(),
    state: z.enum(RUN_STATES),
    step: z.enum(RUN_STEPS),
    /** Records fetched from Stripe, cases compared and matched, discrepancies found by type, events recovered. */
    counts: z.object({
      fetched: z.record(z.string(), z.int()),
      compared: z.int(),
      matched: z.int(),
      found: z.partialRecord(discrepancyType, z.int()),
      recovered: z.int(),
    }),
    /** What a run by the rehearsed rules would change now: exceptions that would appear, and those that would go. */
    flips: z.object({ appear: z.array(z.string()), go: z.array(z.string()), more: z.int() }).nullable(),
    message: z.string().nullable(),
    startedAt: moment,
    endedAt: moment.nullable(),
  })
  .meta({ id: 'ReconciliationRun' });
export type RunView = z.infer<typeof runView>;

export const exceptionView = z
  .object({
    id: z.uuid(),
    type: discrepancyType,
    state: exceptionState,
    /** charge, refund, dispute, payout, balance_transaction, order */
    subjectKind: z.string(),
    subjectId: z.string(),
    chargeId: z.string().nullable(),
    customer: z.object({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
    /** As text: what is wrong, what we have, and what Stripe has. */
    words: z.string(),
    local: z.string().nullable(),
    remote: z.string().nullable(),
    amount: money.nullable(),
    occurredAt: moment,
    firstSeen: moment,
    lastSeen: moment,
    runId: z.uuid(),
    rules: z.int(),
    owner: person.nullable(),
    dueAt: moment.nullable(),
    repair: z.enum(REPAIRS).nullable(),
    resolution: z
      .object({ reason: z.string(), by: person.nullable(), at: moment, repair: z.enum(REPAIRS).nullable() })
      .nullable(),
    comments: z.array(z.object({ id: z.uuid(), author: person, text: z.string(), at: moment })),
  })
  .meta({ id: 'ReconciliationException' });
export type ExceptionView = z.infer<typeof exceptionView>;
export const exceptionSummary = exceptionView.omit({ comments: true }).meta({ id: 'ReconciliationExceptionSummary' });
export type ExceptionSummary = z.infer<typeof exceptionSummary>;

export const exceptionFilter = z.strictObject({
  state: z.enum([...EXCEPTION_STATES, 'unresolved']).optional(),
  type: discrepancyType.optional(),
  ownerId: z.union([z.uuid(), z.literal('nobody')]).optional(),
  overdue: z.stringbool().optional(),
  runId: z.uuid().optional(),
  month: month.optional(),
  text: text(0, 200).optional(),
});
export type ExceptionFilter = z.infer<typeof exceptionFilter>;
export const listExceptions = z.strictObject({ ...exceptionFilter.shape, ...pageQuery.shape });
export type ListExceptions = z.infer<typeof listExceptions>;

export const patchException = z.strictObject({
  ownerId: z.uuid().nullable().optional(),
  dueAt: moment.nullable().optional(),
});
export type PatchException = z.infer<typeof patchException>;
export const commentAsk = z.strictObject({ text: text(1, 2_000) });
export type CommentAsk = z.infer<typeof commentAsk>;
export const resolveAsk = z.strictObject({ reason });
export type ResolveAsk = z.infer<typeof resolveAsk>;
export const exceptionsBatchRequest = z.strictObject({
  ids: z.array(z.uuid()).min(1).max(200),
  action: z.enum(['resolve', 'assign', 'repair']),
  ownerId: z.uuid().nullable().optional(),
  reason,
});
export type ExceptionsBatchRequest = z.infer<typeof exceptionsBatchRequest>;
export const exceptionsBatchResult = z
  .object({ done: z.array(z.uuid()), left: z.array(z.object({ id: z.uuid(), why: z.string() })) })
  .meta({ id: 'ExceptionsBatchResult' });
export type ExceptionsBatchResult = z.infer<typeof exceptionsBatchResult>;

/** A dry run: what a repair would change, each change as text, and what remains. */
export const repairPreview = z
  .object({
    repair: z.enum(REPAIRS),
    possible: z.boolean(),
    why: z.string().nullable(),
    changes: z.array(z.string()),
    movesMoney: z.boolean(),
    /** New differences that the next reconciliation run would find after it. */
    reveals: z.array(z.object({ type: discrepancyType, words: z.string() })),
    /** To be sent back with the confirmation: a repair that would do something else by then is refused. */
    digest: z.string(),
  })
  .meta({ id: 'RepairPreview' });
export type RepairPreview = z.infer<typeof repairPreview>;
export const repairAsk = z.strictObject({ digest: z.string().length(64), reason });
export type RepairAsk = z.infer<typeof repairAsk>;

export const refundAsk = z.strictObject({
  /** Minor units; without it, everything that is left. */
  amount: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .optional(),
  reason,
  /** A full refund ends the plan that this payment bought, once it has succeeded; a partial one never does. Refused (409 other-plan) where the author’s subscription is for another plan by now. */
  endPlan: z.boolean().default(true),
});
export type RefundAsk = z.infer<typeof refundAsk>;
export const refundView = z
  .object({
    id: z.uuid(),
    paymentId: z.string(),
    amount: money,
    state: z.enum(['requested', 'succeeded', 'pending', 'failed']),
    refundId: z.string().nullable(),
    message: z.string().nullable(),
    reason: z.string(),
    createdAt: moment,
  })
  .meta({ id: 'RefundRequest' });
export type RefundView = z.infer<typeof refundView>;

export const paymentSummary = z
  .object({
    id: z.string().meta({ description: 'Stripe’s charge' }),
    customer: z.object({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
    plan: planId.nullable(),
    state: z.enum(['succeeded', 'pending', 'failed']),
    amount: money,
    /** What Stripe settled of it, in the currency that it settled in, as is the fee. */
    settled: money.nullable(),
    fee: money.nullable(),
    refunded: money,
    /** Stripe counts a refund as refunded before it has succeeded; it may still fail. */
    refundPending: z.boolean(),
    /** What can still be refunded, and why not, where it can’t. */
    refundable: z.object({
      left: money,
      why: z.enum(['not-paid', 'refunded-already', 'disputed']).nullable(),
      /** The plan that a full refund can end: the one that this payment bought, if the subscription is for it still. */
      endsPlan: planId.nullable(),
      /** The plan that the author’s subscription is for, where this payment did not buy it: no refund of it ends that. */
      keepsPlan: planId.nullable(),
    }),
    disputed: z.boolean(),
    payoutId: z.string().nullable(),
    openItems: z.int(),
    at: moment,
  })
  .meta({ id: 'PaymentSummary' });
export type PaymentSummary = z.infer<typeof paymentSummary>;

export const grantAsk = z.strictObject({ plan: paidPlan, days: z.int().min(1).max(366), reason });
export type GrantAsk = z.infer<typeof grantAsk>;
export const grantView = z
  .object({ id: z.uuid(), plan: planId, reason: z.string(), from: moment, until: moment, revokedAt: moment.nullable() })
  .meta({ id: 'Grant' });
export type GrantView = z.infer<typeof grantView>;
/** What support sees of an author's plan and money; newest first, at most 24 payments. */
export const customerBilling = z
  .object({ billing: billingView, payments: z.array(paymentSummary), grants: z.array(grantView) })
  .meta({ id: 'CustomerBilling' });
export type CustomerBilling = z.infer<typeof customerBilling>;

export const paymentFilter = z.strictObject({
  month: month.optional(),
  state: z.enum(['succeeded', 'pending', 'failed', 'refunded', 'disputed']).optional(),
  text: text(0, 200).optional(),
});
export const listPayments = z.strictObject({ ...pageQuery.shape, ...paymentFilter.shape });
export type ListPayments = z.infer<typeof listPayments>;

/** Whether both sides were compared since they were last changed: only `current` says that they agree. */
export const comparison = z
  .object({ state: z.enum(['none', 'stale', 'current']), at: moment.nullable() })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof comparison>;

/** From the line of a payout to the pages of a book, and back. */
export const paymentTrace = z
  .object({
    payment: paymentSummary,
    order: orderView.nullable(),
    invoiceId: z.string().nullable(),
    paymentIntentId: z.string().nullable(),
    access: z
      .object({ id: z.uuid(), plan: planId, from: moment, until: moment, revokedAt: moment.nullable() })
      .nullable(),
    refunds: z.array(z.object({ id: z.string(), amount: money, state: z.string(), at: moment })),
    requests: z.array(refundView),
    disputes: z.array(z.object({ id: z.string(), amount: money, state: z.string(), reason: z.string(), at: moment })),
    balanceTransactions: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        amount: money,
        fee: money,
        net: money,
        at: moment,
        payoutId: z.string().nullable(),
      }),
    ),
    payout: z
      .object({ id: z.string(), amount: money, state: z.string(), arrivesAt: moment, transactions: z.int() })
      .nullable(),
    ledger: z.array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        at: moment,
        adjusts: z.string().nullable(),
        postings: z.array(z.object({ account: z.string(), amount: money })),
      }),
    ),
    jobs: z.array(
      z.object({
        id: z.uuid(),
        bookId: z.uuid(),
        title: z.string(),
        state: z.string(),
        pages: z.int(),
        cost: money,
        at: moment,
      }),
    ),
    events: z.array(z.object({ id: z.string(), type: z.string(), state: z.string(), receivedAt: moment })),
    items: z.array(exceptionSummary),
    /** Of this payment. */
    comparison,
  })
  .meta({ id: 'PaymentTrace' });
export type PaymentTrace = z.infer<typeof paymentTrace>;

/** What a book earned: its share of what its author paid, less fees and the artist’s cost. */
export const bookMargin = z
  .object({
    bookId: z.uuid(),
    title: z.string(),
    author: z.object({ id: z.uuid(), name: z.string() }),
    pages: z.int(),
    revenue: money,
    fees: money,
    providerCost: money,
    margin: money,
  })
  .meta({ id: 'BookMargin' });
export type BookMargin = z.infer<typeof bookMargin>;

const byCurrency = z.array(money);
export const financeOverview = z
  .object({
    month,
    gross: byCurrency,
    fees: byCurrency,
    refunds: byCurrency,
    disputes: byCurrency,
    net: byCurrency,
    payouts: byCurrency,
    stripeBalance: byCurrency,
    providerCosts: byCurrency,
    /** One entry per day and currency. */
    days: z.array(
      z.object({ day: z.iso.date(), currency: z.string(), gross: money, refunds: money, fees: money, net: money }),
    ),
    openItems: z.object({ total: z.int(), overdue: z.int(), byType: z.partialRecord(discrepancyType, z.int()) }),
    /** Unresolved items by age in days. */
    ageing: z.array(z.object({ label: z.string(), count: z.int() })),
    subscribers: z.object({ pro: z.int(), enterprise: z.int(), pastDue: z.int() }),
    lastRun: runView.nullable(),
    /** Of the month that is shown. */
    comparison,
    period: z.object({ month, state: z.enum(['open', 'prepared', 'closed']) }),
  })
  .meta({ id: 'FinanceOverview' });
export type FinanceOverview = z.infer<typeof financeOverview>;

export const PERIOD_STATES = ['open', 'prepared', 'closed'] as const;
export const periodView = z
  .object({
    month,
    state: z.enum(PERIOD_STATES),
    /** Blocking issues as text; empty: none. */
    obstacles: z.array(z.string()),
    lines: z.array(z.object({ account: z.string(), opening: money, movement: money, closing: money })),
    /** By currency: Stripe’s balance by our ledger, by Stripe’s transactions, and the difference. */
    differences: z.array(z.object({ ledger: money, stripe: money, difference: money })),
    transactions: z.int(),
    resolvedItems: z.int(),
    digest: z.string().nullable(),
    /** Whether the evidence, made once more just now, still has this digest; null where nothing was prepared. */
    agrees: z.boolean().nullable(),
    rules: z.int().nullable(),
    preparedBy: person.nullable(),
    preparedAt: moment.nullable(),
    approvedBy: person.nullable(),
    closedAt: moment.nullable(),
    /** What was posted later, into an open month, about this one. */
    adjustments: z.int(),
  })
  .meta({ id: 'Period' });
export type PeriodView = z.infer<typeof periodView>;
export const closeAsk = z.strictObject({ digest: z.string().length(64), reason });
export type CloseAsk = z.infer<typeof closeAsk>;

export const ruleSet = z
  .object({
    version: z.int(),
    since: moment,
    note: z.string(),
    /** Minor units by which a fee may differ. */
    feeTolerance: z.int(),
    /** Hours after which what is late stops being expected. */
    timingHours: z.object({ webhook: z.int(), payout: z.int(), delivery: z.int() }),
    inForce: z.boolean(),
  })
  .meta({ id: 'MatchRules' });
export type RuleSet = z.infer<typeof ruleSet>;
