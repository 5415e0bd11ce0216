import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { checkChain } from '#audit/audit-chain.js';
import type { AuditEntry } from '#contracts/support.js';
import { openHome } from '../stack/home/home.js';
import { loadDotEnv, readSettings } from '../stack/home/settings.js';
import { readStackState } from '../stack/home/state-file.js';
import { ApiClient } from './api-client.js';

const HELP = `npm run audit                     checks the audit log of the stack that runs here
npm run audit -- --out FILE       saves it as well, one entry a line
npm run audit -- FILE             checks a file that was saved before

Exit codes: 0 the chain is whole, 1 it is broken, 2 it could not be read.
`;
const EXIT = { whole: 0, broken: 1, unread: 2 };

/** `npm run audit`; computes the hashes itself, independent of the API. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { out: { type: 'string' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help) {
      process.stdout.write(HELP);
      return EXIT.whole;
    }
    const file = positionals[0] ?? values.out;
    if (!positionals[0] && file) await pipeline(await download(), createWriteStream(file, { flags: 'wx' }));
    const result = await checkChain(entriesOf(file ? createReadStream(file) : await download()));
    if (!result.ok) {
      console.error(`✘ Broken at entry ${result.brokenAt}: ${result.why}`);
      return EXIT.broken;
    }
    console.log(`✔ ${result.entries} entries, an unbroken chain\n  head ${result.head}`);
    return EXIT.whole;
  } catch (error) {
    console.error(`✘ ${error instanceof Error ? error.message : String(error)}`);
    return EXIT.unread;
  }
}

/** All entries of the running stack, read as admin. */
async function download(): Promise<Readable> {
  loadDotEnv();
  const state = readStackState(openHome(readSettings().COLORBOOK_HOME).state);
  const admin = state?.accounts.find(({ role }) => role === 'admin');
  if (!state || !admin) throw new Error('No stack runs here; start it with `npm start`, or name a saved file.');
  const client = new ApiClient(state.url);
  await client.signIn(admin.email, admin.password);
  // oxlint-disable-next-line typescript/consistent-type-assertions -- one class with two declarations: the DOM's and Node's
  return Readable.fromWeb((await client.auditLog()) as Parameters<typeof Readable.fromWeb>[0]);
}

async function* entriesOf(source: Readable): AsyncGenerator<AuditEntry> {
  for await (const line of createInterface({ input: source, crlfDelay: Infinity }))
    // oxlint-disable-next-line typescript/consistent-type-assertions -- the hash covers a line as it is: what was changed in it has to reach the check
    if (line !== '') yield JSON.parse(line) as AuditEntry;
}
