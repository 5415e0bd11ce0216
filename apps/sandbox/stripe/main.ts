import { parseArgs } from 'node:util';
import { startStripeSandbox } from './server.js';

/**
 * `node main.js [--port N] [--host H] [--webhook-url U --webhook-secret S] [--data FILE]`: starts the Stripe sandbox,
 * prints one line of JSON with its URL, runs until a signal.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    'webhook-url': { type: 'string' },
    'webhook-secret': { type: 'string' },
    data: { type: 'string' },
  },
});
const url = values['webhook-url'];
const secret = values['webhook-secret'];
const stripe = await startStripeSandbox({
  port: Number(values.port),
  host: values.host,
  ...(values.data ? { dataFile: values.data } : {}),
  ...(url ? { webhook: { url, ...(secret ? { secret } : {}) } } : {}),
});
process.stdout.write(`${JSON.stringify({ url: stripe.url, adminUrl: stripe.adminUrl })}\n`);

const stop = (): void => void stripe.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
