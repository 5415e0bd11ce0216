import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { Client } from 'pg';
import { openHome } from '../../apps/stack/home/home.js';
import { withDatabase } from '../../apps/stack/database/own-database.js';
import { inProject } from '../../apps/stack/project.js';
import { readSettings } from '../../apps/stack/home/settings.js';
import { markTemporalFile, temporalFile } from '../../apps/stack/setup/temporal-file.js';
import { databaseToText, textToDatabase } from './database-text.js';
import { sqliteToText, textToSqlite } from './sqlite-text.js';

/**
 * A data folder as text, so that it can be kept and reviewed:
 *
 *     database.sql                 the rows of PostgreSQL
 *     temporal.sql.br.base64       Temporal's SQLite file as SQL; nearly all of it is encoded bytes
 *     files/…                      the folder's other files; `NAME.base64` where a file is no text
 *     copies.json                  files that are the same as another one: { path: the other's path }
 *     facts.json                   when it was recorded, by which Temporal, and what was in it
 */
const [DATABASE, TEMPORAL, FILES, COPIES, FACTS] = [
  'database.sql',
  'temporal.sql.br.base64',
  'files',
  'copies.json',
  'facts.json',
];
/** Held otherwise, or of the running processes only. */
const LEFT_OUT = /^(logs|postgres|artifacts\/incoming)\/|^(stack\.lock|temporal\.db.*)$/;
const BINARY = '.base64';

export interface Facts<T> {
  recordedAt: string;
  /** Release of Temporal’s server, e.g. `1.32`: no other one can open its file. */
  temporal: string;
  scenario: T;
  /** What was answered then. */
  answers: Recorded[];
}

export interface Recorded {
  role: string;
  path: string;
  body: unknown;
}

/** Writes down a data folder of which nothing runs. */
export async function recordFolder<T>(
  home: string,
  fixture: string,
  facts: Pick<Facts<T>, 'scenario' | 'answers'>,
): Promise<void> {
  const write = (name: string, text: string): Promise<void> => writeFile(join(fixture, name), text);
  await mkdir(fixture, { recursive: true });
  await write(DATABASE, await withClient(home, databaseToText));
  const file = join(home, 'temporal.db');
  const { release } = await temporalFile(file);
  await write(TEMPORAL, wrapped(brotliCompressSync(sqliteToText(file))));
  await writeFiles(home, fixture);
  const whole: Facts<T> = { recordedAt: new Date().toISOString(), temporal: release ?? '', ...facts };
  await write(FACTS, `${JSON.stringify(whole, null, 1)}\n`);
}

export async function factsOf<T>(fixture: string): Promise<Facts<T>> {
  return JSON.parse(await readFile(join(fixture, FACTS), 'utf8')) as Facts<T>;
}

/** Builds the data folder anew, as it was when it was recorded; the platform can be started on it. */
export async function restoreFolder(fixture: string, home: string): Promise<void> {
  const read = (name: string): Promise<string> => readFile(join(fixture, name), 'utf8');
  const { recordedAt, temporal } = await factsOf(fixture);
  for (const path of await filesIn(join(fixture, FILES))) {
    const isBinary = path.endsWith(BINARY);
    const text = await read(join(FILES, path));
    await put(
      join(home, isBinary ? path.slice(0, -BINARY.length) : path),
      isBinary ? Buffer.from(text, 'base64') : text,
    );
  }
  const copies = JSON.parse(await read(COPIES)) as Record<string, string>;
  for (const [path, other] of Object.entries(copies)) await put(join(home, path), await readFile(join(home, other)));
  await stopStripesClock(join(home, 'stripe.jsonl'), new Date(recordedAt));

  const file = join(home, 'temporal.db');
  textToSqlite(brotliDecompressSync(Buffer.from(await read(TEMPORAL), 'base64')).toString('utf8'), file);
  await markTemporalFile(file, temporal);
  const text = await read(DATABASE);
  await withClient(home, (client) => textToDatabase(client, text, inProject('prisma', 'migrations')));
}

/**
 * Stripe's sandbox goes on at the moment of the recording: a year later it would otherwise first collect a year of
 * payments, and the ledger would be another one.
 */
async function stopStripesClock(journal: string, recordedAt: Date): Promise<void> {
  const value = Math.floor((recordedAt.getTime() - Date.now()) / 1000);
  const line = JSON.stringify([{ kind: 'note', value: { id: 'offset', created: 0, value } }]);
  await writeFile(journal, `${line}\n`, { flag: 'a' });
}

async function withClient<R>(home: string, work: (client: Client) => Promise<R>): Promise<R> {
  const settings = readSettings({ COLORBOOK_HOME: home });
  return withDatabase(settings, openHome(home), true, async (connectionString) => {
    const client = new Client({ connectionString });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  });
}

async function writeFiles(home: string, fixture: string): Promise<void> {
  const seen = new Map<string, string>();
  const copies: Record<string, string> = {};
  for (const path of (await filesIn(home)).filter((each) => !LEFT_OUT.test(each))) {
    const bytes = await readFile(join(home, path));
    const digest = createHash('sha256').update(bytes).digest('hex');
    const other = seen.get(digest);
    if (other) copies[path] = other;
    else if (isText(bytes)) await put(join(fixture, FILES, path), bytes);
    else await put(join(fixture, FILES, `${path}${BINARY}`), wrapped(bytes));
    seen.set(digest, other ?? path);
  }
  await writeFile(join(fixture, COPIES), `${JSON.stringify(copies, null, 1)}\n`);
}

// oxlint-disable-next-line no-control-regex -- these are what makes a file binary
const isText = (bytes: Buffer): boolean => isUtf8(bytes) && !/[\0-\x08\x0e-\x1f]/.test(bytes.toString('utf8'));

const wrapped = (bytes: Buffer): string => bytes.toString('base64').replace(/.{1,120}/g, '$&\n');

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((each) => each.isFile())
    .map((each) => relative(folder, join(each.parentPath, each.name)))
    .sort();
}

/** Readable by its owner only, as the platform keeps its secrets. */
async function put(path: string, content: Buffer | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content, { mode: 0o600 });
}
