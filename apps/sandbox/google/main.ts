import { parseArgs } from 'node:util';
import { startGoogleSandbox } from './server.js';

/**
 * `node main.js [--port N] [--host H] [--data FOLDER]`: starts the Google sandbox, prints one line of JSON with its
 * URL, runs until a signal.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string' },
  },
});
const google = await startGoogleSandbox({
  port: Number(values.port),
  host: values.host,
  ...(values.data ? { dataDir: values.data } : {}),
});
process.stdout.write(`${JSON.stringify({ url: google.url, adminUrl: google.adminUrl })}\n`);

const stop = (): void => void google.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
