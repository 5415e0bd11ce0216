import { dataOf } from '#client/api-client.js';
import { eventually } from '../support/stack.js';
import type { StackClient } from '../support/stack-client.js';
import type { Made } from './console-pages.js';

const POISON = 'poison apple';

/** Something of each kind that a page of the console shows: refused pages, failures, a bulk action, a batch, payments. */
export async function makeEverything(client: StackClient): Promise<Made> {
  await client.refuse(POISON);
  const titles = ['The Walrus', 'The Heron', 'The Otter', 'The Beaver', 'The Crane', 'The Mole'];
  const books = await Promise.all(titles.map((title) => client.makeBook(title, 2, { 2: `a ${POISON}` })));
  for (const { job } of books)
    await eventually('parked', async () => (await client.stateOf(job.id)) === 'needs-attention');
  const { items } = await dataOf(client.api('support').GET('/api/support/failures'));
  const ask = { action: 'cancel' as const, filter: { state: ['needs-attention' as const] }, reason: 'To look at it' };
  const bulk = await dataOf(client.api('support').POST('/api/support/bulk', { body: ask }));
  await dataOf(
    client.api('support').POST('/api/support/jobs/{id}/look', {
      params: { path: { id: books[0]!.job.id } },
      body: { reason: 'To have an entry' },
    }),
  );
  const bookIds = books.map(({ book }) => book.id);
  const batch = await dataOf(client.api('author').POST('/api/batches', { body: { kind: 'generate', bookIds } }));
  const where = 'TypeError: x is undefined\n    at turn (http://127.0.0.1/assets/PreviewPage-AbCdEfGh.js:1:204)';
  const error = { name: 'TypeError', message: 'x is undefined', stack: where, page: 'preview' };
  await dataOf(client.api('author').POST('/api/monitoring/console-errors', { body: error }));
  return {
    job: books[0]!.job.id,
    book: books[0]!.book.id,
    fingerprint: items[0]!.fingerprint,
    bulk: bulk.id,
    batch: batch.id,
    ...(await money(client)),
  };
}

/** A plan that is paid, charges that no order knows, and the reconciliation that finds them. */
async function money(client: StackClient): Promise<Pick<Made, 'payment' | 'run' | 'item'>> {
  await client.buy('pro');
  await client.strangeCharges(3);
  const finance = client.api('finance');
  const payments = () => dataOf(finance.GET('/api/finance/payments'));
  await eventually('the payment is booked', async () => (await payments()).items.length > 0);
  const at = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
  const run = await dataOf(finance.POST('/api/finance/reconciliations', { body: { from: at(-30), to: at(1) } }));
  const params = { path: { id: run.id } };
  const ended = async () =>
    (await dataOf(finance.GET('/api/finance/reconciliations/{id}', { params }))).state === 'completed';
  await eventually('it is reconciled', ended);
  const query = { type: 'missing_local' } as const;
  const { items } = await dataOf(finance.GET('/api/finance/items', { params: { query } }));
  return { payment: (await payments()).items[0]!.id, run: run.id, item: items[0]!.id };
}
