import type { Ledger } from '../run/ledger.js';
import type { Environment } from '../run/environment.js';

interface Call {
  idempotencyKey: string | null;
  status: number;
  fault: string | null;
  chargedMicros: number;
}

/** A refusal may be asked for again when the worker died between the provider's answer and our note of it. */
const MAX_REFUSALS = 3;

/** L4: the provider's own book and ours agree: no call charged twice, each charge recorded, no refusal asked for again. */
export async function paidOnce(environment: Environment, ledger: Ledger): Promise<void> {
  const { calls } = await environment.sandbox<{ calls: Call[] }>('openai', 'GET', 'calls');
  ledger.count('calls to the paid provider', calls.length);
  const charged = new Map<string, number[]>();
  const refused = new Map<string, number>();
  for (const { idempotencyKey, chargedMicros, fault } of calls) {
    const key = idempotencyKey ?? 'none';
    if (chargedMicros > 0) charged.set(key, [...(charged.get(key) ?? []), chargedMicros]);
    if (fault === 'moderation') refused.set(key, (refused.get(key) ?? 0) + 1);
  }
  for (const [key, sums] of charged)
    if (sums.length > 1 || key === 'none') ledger.violate('L4', `${key} was charged ${sums.length} times`);
  for (const [key, times] of refused)
    if (times > MAX_REFUSALS) ledger.violate('L4', `${key} was refused and asked for again, ${times} times`);
  const rows = await environment.query<{ key: string; state: string; cost: string; job: string }>(
    `SELECT p.key, p.state, p."costMicros"::text AS cost, j.state AS job FROM "ProviderCall" p JOIN "Job" j ON j.id = p."jobId"`,
  );
  const ours = new Map(rows.map((row) => [row.key, row]));
  for (const [key, [sum]] of charged) {
    const row = ours.get(key);
    if (!row) ledger.violate('L4', `${key} was charged and we know nothing of it`);
    else if (row.state !== 'answered' && row.job !== 'canceled' && row.job !== 'failed')
      ledger.violate('L4', `${key} was charged and its answer was never kept (${row.job})`);
    else if (row.state === 'answered' && Number(row.cost) !== sum)
      ledger.violate('L4', `${key} cost ${sum} and is recorded as ${row.cost}`);
  }
  for (const { key, state, cost } of rows)
    if (state === 'answered' && Number(cost) > 0 && !charged.has(key))
      ledger.violate('L4', `${key} is recorded and was never charged`);
}
