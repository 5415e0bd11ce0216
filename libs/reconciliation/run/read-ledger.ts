import type { Connection } from '#database/database.js';
import { CORRECTION } from '#ledger/ledger.js';
import type { LedgerFact } from '../matching/facts.js';
import type { Money } from '#ledger/money.js';

interface Row {
  transactionId: string;
  at: Date;
  currency: string;
  balance: bigint;
  fees: bigint;
  accounts: string[] | null;
}

/** The ledger's entries for balance transactions with their corrections, by the transaction's id. */
export async function ledgerOf(db: Connection, transactionIds: string[]): Promise<Map<string, LedgerFact>> {
  if (transactionIds.length === 0) return new Map();
  const rows = await db.$queryRaw<Row[]>`
    SELECT "transactionId", min(at) AS at, currency,
      COALESCE(sum(amount) FILTER (WHERE account = 'stripe-balance'), 0)::bigint AS balance,
      COALESCE(sum(amount) FILTER (WHERE account = 'stripe-fees'), 0)::bigint AS fees,
      array_agg(account) FILTER (WHERE account NOT IN ('stripe-balance', 'stripe-fees') AND amount <> 0) AS accounts
    FROM (
      SELECT t."causeId" AS "transactionId", min(t.at) AS at, p.currency, p.account, sum(p.amount) AS amount
      FROM "LedgerTransaction" t JOIN "LedgerPosting" p ON p."transactionId" = t.id
      WHERE t."causeKind" = 'stripe-object' AND t."causeId" = ANY(${transactionIds}::text[])
        AND (starts_with(t.key, 'bt:') OR starts_with(t.key, ${`${CORRECTION}bt:`}))
      GROUP BY t."causeId", p.currency, p.account
    ) sides
    GROUP BY "transactionId", currency`;
  const facts = new Map<string, LedgerFact>();
  for (const { transactionId, at, currency, balance, fees, accounts } of rows) {
    const fact = facts.get(transactionId) ?? { transactionId, at, balance: [], fees: 0n, accounts: [] };
    if (balance !== 0n) fact.balance.push({ minor: balance, currency });
    fact.fees += fees;
    fact.accounts.push(...(accounts ?? []));
    facts.set(transactionId, fact);
  }
  return facts;
}

/** What the ledger has withheld for each dispute of some charges; a dispute that is over has nothing. */
export async function withheldFor(db: Connection, chargeIds: string[]): Promise<Map<string, Money[]>> {
  if (chargeIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; currency: string; minor: bigint }[]>`
    SELECT d.id, p.currency, sum(p.amount)::bigint AS minor
    FROM (
      SELECT id, id AS cause FROM "Dispute" WHERE "paymentId" = ANY(${chargeIds}::text[])
      UNION
      SELECT e.id, r.id FROM "Dispute" e
      JOIN "StripeRecord" r ON r.kind = 'balance_transaction' AND r."sourceId" = e.id
      WHERE e."paymentId" = ANY(${chargeIds}::text[])
    ) d
    JOIN "LedgerTransaction" t ON t."causeKind" = 'stripe-object' AND t."causeId" = d.cause
    JOIN "LedgerPosting" p ON p."transactionId" = t.id AND p.account = 'disputed-funds'
    GROUP BY d.id, p.currency HAVING sum(p.amount) <> 0
    ORDER BY d.id, p.currency`;
  const withheld = new Map<string, Money[]>();
  for (const { id, currency, minor } of rows) withheld.set(id, [...(withheld.get(id) ?? []), { minor, currency }]);
  return withheld;
}
