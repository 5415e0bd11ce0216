import type { Connection } from '#database/database.js';
import type { LedgerFact } from '../match/facts.js';

interface Row {
  transactionId: string;
  at: Date;
  currency: string;
  balance: bigint;
  fees: bigint;
}

/** The ledger's entries for balance transactions, by the transaction's id. */
export async function ledgerOf(db: Connection, transactionIds: string[]): Promise<Map<string, LedgerFact>> {
  if (transactionIds.length === 0) return new Map();
  const keys = transactionIds.map((id) => `bt:${id}`);
  const rows = await db.$queryRaw<Row[]>`
    SELECT t."causeId" AS "transactionId", t.at, p.currency,
      sum(CASE p.account WHEN 'stripe-balance' THEN p.amount ELSE 0 END)::bigint AS balance,
      sum(CASE p.account WHEN 'stripe-fees' THEN p.amount ELSE 0 END)::bigint AS fees
    FROM "LedgerTransaction" t JOIN "LedgerPosting" p ON p."transactionId" = t.id
    WHERE t.key = ANY(${keys}::text[])
    GROUP BY t.id, p.currency`;
  const facts = new Map<string, LedgerFact>();
  for (const { transactionId, at, currency, balance, fees } of rows) {
    const fact = facts.get(transactionId) ?? { transactionId, at, balance: [], fees: 0n };
    if (balance !== 0n) fact.balance.push({ minor: balance, currency });
    fact.fees += fees;
    facts.set(transactionId, fact);
  }
  return facts;
}
