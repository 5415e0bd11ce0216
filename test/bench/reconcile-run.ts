/** One measured run in a process of its own, so that its memory is its own: `reconcile-run URL PAYMENTS EACH TO BASE`. */
import { openDatabase } from '#database/database.js';
import { openRemoteLists } from '#reconciliation/run/remote-lists.js';
import { openStripe } from '#stripe/stripe-gateway.js';
import { runThrough } from '../support/payments/run-through.js';

const [url = '', to = '', baseUrl = ''] = process.argv.slice(2);
const end = Number(to);
const db = openDatabase({ url, pool: 8, name: 'bench-reconcile' });
const stripe = openStripe({
  secretKey: 'sk_test_bench',
  webhookSecret: 'whsec_bench',
  baseUrl,
  sandbox: true,
  everyMinutes: 1,
});
const window = { from: new Date((end - 35 * 86_400) * 1000), to: new Date(end * 1000) };
const started = performance.now();
const run = await runThrough(db, openRemoteLists(stripe), window);
const ms = performance.now() - started;
// kilobytes, of this process
const { maxRSS } = process.resourceUsage();
await db.$disconnect();
console.log(
  JSON.stringify({
    ms,
    fetchMs: run.fetchMs,
    matchMs: run.matchMs,
    compared: run.compared,
    found: run.found,
    rss: maxRSS * 1024,
  }),
);
