import { parseArgs } from 'node:util';
import { startOpenAiSandbox } from './openai/server.js';
import { startStripeSandbox } from './stripe/server.js';

/**
 * `node main.js [--port N] [--host H]`: starts the stand-ins, prints one line of JSON with their addresses, runs until
 * told to stop. Stripe's API begins with `/v1` as OpenAI's does, so it has a port of its own: `--stripe-port N`, with
 * `--stripe-webhook-url U`, `--stripe-webhook-secret S` and `--stripe-data FILE`.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    'stripe-port': { type: 'string', default: '0' },
    'stripe-webhook-url': { type: 'string' },
    'stripe-webhook-secret': { type: 'string' },
    'stripe-data': { type: 'string' },
  },
});
const { host } = values;
const webhookUrl = values['stripe-webhook-url'];
const openai = await startOpenAiSandbox({ port: Number(values.port), host });
const stripe = await startStripeSandbox({
  port: Number(values['stripe-port']),
  host,
  dataFile: values['stripe-data'],
  webhook: webhookUrl ? { url: webhookUrl, secret: values['stripe-webhook-secret'] } : undefined,
});
const told = { url: openai.url, adminUrl: openai.adminUrl, stripeUrl: stripe.url, stripeAdminUrl: stripe.adminUrl };
process.stdout.write(`${JSON.stringify(told)}\n`);

const stop = (): void => void Promise.all([openai.close(), stripe.close()]).then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
