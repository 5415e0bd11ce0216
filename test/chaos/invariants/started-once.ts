import type { Ledger } from '../run/ledger.js';
import type { Environment } from '../run/environment.js';

const TABLES = { books: 'Book', jobs: 'Job', batches: 'Batch', checkouts: 'Order' } as const;

/** L1: what was acknowledged is there, exactly once; what was never acknowledged is there at most once. */
export async function startedOnce(environment: Environment, ledger: Ledger): Promise<void> {
  for (const made of ledger.made) {
    if (made.ids.size > 1)
      ledger.violate(
        'L1',
        `One key for ${made.route} was answered with ${made.ids.size} ids: ${[...made.ids].join(', ')}`,
      );
    for (const id of made.ids) {
      const [row] = await environment.query<{ count: string }>(
        `SELECT count(*) FROM "${TABLES[made.route]}" WHERE id = $1`,
        [id],
      );
      if (row!.count !== '1') ledger.violate('L1', `${made.route} ${id} was acknowledged, and has ${row!.count} rows`);
    }
  }
  await noneTwice(environment, ledger);
  await oneWorkflowEach(environment, ledger);
}

/** An author has no more than they asked for, counting askings that were never answered. */
async function noneTwice(environment: Environment, ledger: Ledger): Promise<void> {
  const own = {
    books: `"Book"`,
    jobs: `"Job" JOIN "User" u ON u.id = "Job"."ownerId" AND kind <> 'sync-drive' AND NOT EXISTS (SELECT FROM "BatchItem" b WHERE b."jobId" = "Job".id)`,
    batches: `"Batch"`,
  };
  for (const route of ['books', 'jobs', 'batches'] as const) {
    const from = route === 'jobs' ? own.jobs : `${own[route]} t JOIN "User" u ON u.id = t."ownerId"`;
    const rows = await environment.query<{ email: string; count: string }>(
      `SELECT email, count(*) FROM ${from} GROUP BY email`,
    );
    for (const { email, count } of rows) {
      const asked = ledger.made.filter((made) => made.author === email && made.route === route).length;
      if (email.endsWith('@chaos.test') && Number(count) > asked)
        ledger.violate('L1', `${email} asked for ${asked} ${route} and has ${count}`);
    }
  }
}

/** Each job that began has one workflow of its id, however often it was started. */
async function oneWorkflowEach(environment: Environment, ledger: Ledger): Promise<void> {
  const client = await environment.temporal();
  const jobs = await environment.query<{ id: string; state: string; startedAt: Date | null }>(
    `SELECT id, state, "startedAt" FROM "Job" WHERE kind <> 'sync-drive'`,
  );
  for (const { id, startedAt } of jobs) {
    const runs: string[] = [];
    for await (const { status } of client.workflow.list({ query: `WorkflowId = "${id}"` })) runs.push(status.name);
    const beginnings = runs.filter((status) => status !== 'CONTINUED_AS_NEW').length;
    if (beginnings > 1 || (beginnings === 0 && startedAt))
      ledger.violate('L1', `Job ${id} has ${beginnings} workflows (${runs.join(', ')})`);
  }
}
