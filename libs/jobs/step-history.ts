import type { Database } from '#database/database.js';
import type { StepHistory } from './eta.js';

const LATEST = 300;

interface Row {
  step: string;
  low: number;
  high: number;
}

/**
 * 25th and 75th percentile of milliseconds per unit, by step, of this deployment's latest jobs with one provider.
 * Pages count by how long a whole book's pages took together, so that parallel lanes are in the figure.
 */
export async function stepHistory(db: Database, provider: string): Promise<Map<string, StepHistory>> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT step,
      percentile_cont(0.25) WITHIN GROUP (ORDER BY per_unit) AS low,
      percentile_cont(0.75) WITHIN GROUP (ORDER BY per_unit) AS high
    FROM (
      SELECT step, "durationMs"::float8 / GREATEST(units, 1) AS per_unit,
        row_number() OVER (PARTITION BY step ORDER BY "endedAt" DESC) AS nth
      FROM "JobStep" WHERE provider = ${provider} AND step <> 'page'
    ) AS latest
    WHERE nth <= ${LATEST}
    GROUP BY step`;
  return new Map(rows.map(({ step, low, high }) => [step, { low, high }]));
}
