import type { Connection } from '#database/database.js';
import type { Month } from './month.js';

export interface AccountLine {
  account: string;
  currency: string;
  opening: bigint;
  movement: bigint;
}

/** Every account that ever moved before the end of the month: what it stood at, and what the month added. */
export const accountLines = (db: Connection, { from, to }: Month): Promise<AccountLine[]> => db.$queryRaw<
  AccountLine[]
>`
  SELECT p.account, p.currency,
    COALESCE(sum(p.amount) FILTER (WHERE t.at < ${from}), 0)::bigint AS opening,
    COALESCE(sum(p.amount) FILTER (WHERE t.at >= ${from}), 0)::bigint AS movement
  FROM "LedgerPosting" p JOIN "LedgerTransaction" t ON t.id = p."transactionId"
  WHERE t.at < ${to}
  GROUP BY p.account, p.currency
  ORDER BY p.account COLLATE "C", p.currency`;

export interface BalanceDifference {
  currency: string;
  ledger: bigint;
  stripe: bigint;
  /** Transactions that differ, one by one: sums can agree although their parts do not. */
  differing: bigint;
}

/**
 * Movement of Stripe's balance in the month, by our ledger and by Stripe's own transactions. A transaction of a closed
 * month that was posted later counts where it was posted.
 */
export const balanceDifferences = (db: Connection, { name, from, to }: Month): Promise<BalanceDifference[]> =>
  db.$queryRaw<BalanceDifference[]>`
  WITH ours AS (
    SELECT t."causeId" AS id, p.currency, sum(p.amount) AS net
    FROM "LedgerTransaction" t JOIN "LedgerPosting" p ON p."transactionId" = t.id
    WHERE t.at >= ${from} AND t.at < ${to} AND p.account = 'stripe-balance'
    GROUP BY t."causeId", p.currency
  ), theirs AS (
    SELECT r.id, r.currency, r.net FROM "StripeRecord" r
    WHERE r.kind = 'balance_transaction' AND r."createdAt" >= ${from} AND r."createdAt" < ${to} AND r.net <> 0
      AND NOT EXISTS (SELECT FROM "LedgerTransaction" t WHERE t.key = 'bt:' || r.id AND t.adjusts = ${name})
    UNION ALL
    SELECT r.id, r.currency, r.net FROM "LedgerTransaction" t
    JOIN "StripeRecord" r ON r.kind = 'balance_transaction' AND r.id = t."causeId"
    WHERE t.at >= ${from} AND t.at < ${to} AND t.adjusts IS NOT NULL AND t.key = 'bt:' || r.id AND r.net <> 0
  )
  SELECT COALESCE(ours.currency, theirs.currency) AS currency, COALESCE(sum(ours.net), 0)::bigint AS ledger,
    COALESCE(sum(theirs.net), 0)::bigint AS stripe,
    count(*) FILTER (WHERE ours.net IS DISTINCT FROM theirs.net) AS differing
  FROM ours FULL JOIN theirs ON theirs.id = ours.id AND theirs.currency = ours.currency
  GROUP BY 1 ORDER BY 1`;
