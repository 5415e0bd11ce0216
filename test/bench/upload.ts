import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { uploadResumable } from '#drive/transfer/resumable-upload.js';
import { FileStore } from '#storage/file-store.js';
import type { GoogleSandbox } from '../../apps/sandbox/google/server.js';
import { GoogleAdmin } from '../support/google-admin.js';
import type { Bench } from './bench.js';
import { inRounds, median, medianRatio } from './figures.js';
import { startLineChild } from './line-child.js';
import type { Row } from './rows.js';
import { inTurns } from './turns.js';

const MIB = 2 ** 20;
const SIZE = 64 * MIB;
const ROUNDS = 7;

/**
 * A file of 64 MiB into the artifact store beside a plain copy, both brought to the disk (fsync); and the same file from the
 * store to Drive, in resumable chunks to the fake, beside one plain PUT to a bare server. Servers are processes of their own.
 */
export async function benchUpload({ quick, say }: Bench): Promise<Row[]> {
  const size = quick ? SIZE / 4 : SIZE;
  const rounds = quick ? 2 : ROUNDS;
  const folder = await mkdtemp(join(tmpdir(), 'colorbook-upload-'));
  const google = await startLineChild('apps/sandbox/google/main.js', ['--data', join(folder, 'google')]);
  const sink = await startLineChild('test/bench/http-sink.js', [folder]);
  try {
    const work = await prepare(folder, size, JSON.parse(google.line) as GoogleSandbox, sink.line);
    say(`A file of ${size / MIB} MiB, ms, ${rounds} rounds in turns`);
    const turns = await inTurns(work, rounds);
    for (const [name, ms] of turns)
      say(`  ${name.padEnd(24)} ${inRounds(ms, 0)}; ${(size / MIB / (median(ms) / 1000)).toFixed(0)} MiB/s`);
    return [
      rowOf(`${size / MIB} MiB into the artifact store`, turns, 'artifact store', 'copyFile + fsync'),
      rowOf(`${size / MIB} MiB into the artifact store`, turns, 'artifact store', 'stream + SHA-256 + fsync'),
      rowOf(`${size / MIB} MiB to Drive, resumable`, turns, 'Drive (fake)', 'one PUT'),
    ];
  } finally {
    await google.stop();
    await sink.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function rowOf(what: string, turns: Map<string, number[]>, ours: string, theirs: string): Row {
  const [mine, other] = [turns.get(ours)!, turns.get(theirs)!];
  const figure = `${median(mine).toFixed(0)} ms`;
  return { what, figure, beside: `${theirs} ${median(other).toFixed(0)} ms`, ratio: medianRatio(mine, other) };
}

async function prepare(folder: string, size: number, google: GoogleSandbox, sink: string) {
  const source = join(folder, 'source');
  const content = randomBytes(size);
  await writeFile(source, content);
  const md5 = createHash('md5').update(content).digest('hex');
  const store = new FileStore(join(folder, 'artifacts'));
  const { sha256 } = await store.put(createReadStream(source));
  const token = await tokenOf(google);
  return [
    // what is there already would only be renewed
    { name: 'artifact store', prepare: () => store.remove(sha256), run: () => store.put(createReadStream(source)) },
    {
      name: 'copyFile + fsync',
      prepare: () => rm(join(folder, 'copy'), { force: true }),
      run: () => copyDurably(source, join(folder, 'copy')),
    },
    {
      name: 'stream + SHA-256 + fsync',
      prepare: () => rm(join(folder, 'copy'), { force: true }),
      run: () => copyHashed(source, join(folder, 'copy'), sha256),
    },
    { name: 'Drive (fake)', run: () => toDrive(store, sha256, { url: google.url, token, size, md5 }) },
    { name: 'one PUT', run: () => put(source, sink, size, md5) },
  ];
}

/** What naming a file by its content costs at least: every byte goes through this process. */
async function copyHashed(from: string, to: string, sha256: string): Promise<void> {
  const digest = createHash('sha256');
  const source = createReadStream(from);
  source.on('data', (chunk) => digest.update(chunk));
  await pipeline(source, createWriteStream(to, { flush: true }));
  mustBe(digest.digest('hex'), sha256);
}

async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const handle = await open(to, 'r+');
  await handle.sync();
  await handle.close();
}

/** A person lets an app into their Drive. */
async function tokenOf(google: GoogleSandbox): Promise<string> {
  const { credentials } = await GoogleAdmin.at(google).connect();
  return credentials.access_token ?? '';
}

interface Target {
  url: string;
  token: string;
  size: number;
  md5: string;
}

/** As the worker does it: MD5 of the content first, compared with Drive's own at the end. */
async function toDrive(store: FileStore, sha256: string, { url, token, size, md5 }: Target): Promise<void> {
  const digest = createHash('md5');
  for await (const block of (await store.open(sha256))!) digest.update(block as Buffer);
  const uploaded = await uploadResumable({
    method: 'POST',
    url: `${url}/upload/drive/v3/files`,
    metadata: { name: 'interior.pdf' },
    content: {
      size,
      mediaType: 'application/pdf',
      open: async (start) => (await store.open(sha256, { start, end: size - 1 }))!,
    },
    state: null,
    token,
    signal: new AbortController().signal,
    onState: () => undefined,
  });
  mustBe(digest.digest('hex'), md5);
  mustBe(uploaded.md5Checksum, md5);
}

async function put(source: string, url: string, size: number, md5: string): Promise<void> {
  const sent = request(url, { method: 'PUT', headers: { 'content-length': size } });
  const answered = new Promise<string>((resolve, reject) => {
    sent.once('response', (response) => void text(response).then(resolve, reject));
    sent.once('error', reject);
  });
  const digest = createHash('md5');
  const file = createReadStream(source);
  file.on('data', (chunk) => digest.update(chunk));
  await pipeline(file, sent);
  mustBe(await answered, md5);
  mustBe(digest.digest('hex'), md5);
}

function mustBe(found: string, digest: string): void {
  if (found !== digest) throw new Error(`The file arrived damaged: ${found} instead of ${digest}`);
}
