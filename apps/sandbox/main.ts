import { parseArgs } from 'node:util';
import { startOpenAiSandbox } from './openai/server.js';

/** `node main.js [--port N] [--host H]`: starts the sandboxes, prints one line of JSON with their URLs, runs until a signal. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, host: { type: 'string', default: '127.0.0.1' } },
});
const openai = await startOpenAiSandbox({ port: Number(values.port), host: values.host });
process.stdout.write(`${JSON.stringify({ url: openai.url, adminUrl: openai.adminUrl })}\n`);

const stop = (): void => void openai.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
