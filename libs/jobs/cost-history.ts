import type { Provider } from '#contracts/book.js';
import type { Database } from '#database/database.js';

const LATEST = 50;

export interface CostHistory {
  lowMicros: number;
  highMicros: number;
  currency: string;
}

/**
 * What a drawing cost in this deployment's latest books with a provider, the story's share included, as the 25th and
 * 75th percentile; null before its first book. The built-in artist is free.
 */
export async function costPerDrawing(db: Database, provider: Provider): Promise<CostHistory | null> {
  if (provider === 'built-in') return { lowMicros: 0, highMicros: 0, currency: 'usd' };
  const [row] = await db.$queryRaw<{ low: number | null; high: number | null; currency: string | null }[]>`
    SELECT percentile_cont(0.25) WITHIN GROUP (ORDER BY each) AS low,
      percentile_cont(0.75) WITHIN GROUP (ORDER BY each) AS high, max(currency) AS currency
    FROM (
      SELECT (receipt->>'costMicros')::float8 / (receipt->>'drawings')::float8 AS each, receipt->>'currency' AS currency
      FROM "Job"
      WHERE input->>'provider' = ${provider} AND "endedAt" IS NOT NULL AND (receipt->>'drawings')::int > 0
      ORDER BY "createdAt" DESC LIMIT ${LATEST}
    ) AS latest`;
  if (row?.low == null || row.high == null) return null;
  return { lowMicros: row.low, highMicros: row.high, currency: row.currency ?? 'usd' };
}
