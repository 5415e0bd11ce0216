import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { svgToLineArt } from '#artwork/line-art/svg.js';
import { packFiles } from '#batches/pack-files.js';
import { fromCellText } from '#contracts/cell-text.js';
import type { PageView, BookView } from '#contracts/books.js';
import { newId } from '#database/ids.js';
import { isReadablePicture } from '#artwork/line-art/picture-format.js';
import { NAUGHTY_STRINGS } from '#fixtures/naughty-strings.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { operationsOf, textPlaces } from '../support/open-api.js';
import { makeOwnedThings } from '../support/owned-things.js';
import type { OwnedThings } from '../support/owned-things.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { unzip } from '../support/unzip.js';

const NAMES = 1_000;
const ROWS = 5_000;
const hasProgram = (name: string): boolean => spawnSync(name, ['--version']).status === 0;

describe('files made of hostile words', () => {
  let platform: Platform;
  let api: Api;
  let things: OwnedThings;
  let canary: Server;
  let hits = 0;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colorbook-hostile-'));
    platform = await startPlatform({
      illustrators: { 'built-in': new QuickIllustrator() },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    await platform.startWorkers();
    api = await startApi(platform);
    const idOf = async (role: string) =>
      (await platform.db.user.findUniqueOrThrow({ where: { email: `${role}@test.local` } })).id;
    things = await makeOwnedThings(platform, await idOf('author'), await idOf('support'), 'a fox');
    canary = createServer((_request, response) => {
      hits += 1;
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    });
    await new Promise<void>((resolve) => void canary.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    canary?.close();
    await api?.stop();
    await platform?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(`sheets of ${ROWS} rows run no formula, keep their numbers, and come back exactly`, async () => {
    const STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', "'=", "''+", '"=', '', ' =', "'t ", ';=', ',='];
    const ENDS = [
      '1+1',
      'HYPERLINK("http://x","y")',
      "cmd|' /C calc'!A0",
      'a,"b"\r\nc',
      'IMPORTXML(1)',
      '-2',
      'ü 猫 🦊',
      '"',
      '""',
      '\\',
    ];
    const words = Array.from(
      { length: ROWS },
      (_, at) => `${STARTS[at % STARTS.length]}${ENDS[at % ENDS.length]}${at}`,
    );
    const at = new Date('2026-10-07T00:00:00Z');
    await platform.db.reconciliationException.createMany({
      data: words.map((each, index) => ({
        id: newId(),
        key: `hostile:${index}`,
        type: 'amount',
        state: 'open',
        subjectKind: 'charge',
        subjectId: `h${index}`,
        words: each,
        local: each,
        remote: null,
        amount: BigInt(-1 - index),
        currency: 'usd',
        occurredAt: at,
        runId: things.run,
        rules: 1,
      })),
    });
    const { body, headers } = await api.ask<string>('GET', '/api/finance/items.csv?type=amount', { as: 'finance' });
    expect(headers.get('content-security-policy')).toContain('sandbox');
    const rows = parse(body, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    const byId = new Map(rows.map((row) => [row['subject'], row]));
    const cells = rows.flatMap((row) => [row['what is wrong']!, row['ours']!]);
    const live = cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell));
    console.info(`${rows.length} rows, live formulas ${live.length}`);
    expect(live).toEqual([]);
    expect(words.map((_, index) => fromCellText(byId.get(`h${index}`)!['what is wrong']!))).toEqual(words);
    expect(words.map((_, index) => Number(byId.get(`h${index}`)!['amount']))).toEqual(
      words.map((_, index) => (-1 - index) / 100),
    );
    if (hasProgram('python3')) {
      const path = join(folder, 'items.csv');
      await writeFile(path, body);
      const script =
        'import csv,json,sys; print(json.dumps([r["what is wrong"] for r in csv.DictReader(open(sys.argv[1],newline="",encoding="utf8"))]))';
      const read = JSON.parse(
        execFileSync('python3', ['-c', script, path], { maxBuffer: 2 ** 26 }).toString(),
      ) as string[];
      expect(read).toEqual(rows.map((row) => row['what is wrong']));
    }
  });

  it(`${NAMES} names lead out of no folder: as a download, and in an archive`, async () => {
    const parts = [
      '../',
      '..\\',
      '/etc/passwd',
      'C:\\',
      'CON',
      'nul.txt',
      '\u202Egnp',
      '"; x="',
      '\r\nSet-Cookie: a=b',
      '🦊',
      '%2e%2e%2f',
      "'*",
      '...',
      ' ',
      'a'.repeat(300),
      '\u0001',
      'é',
      '猫',
      '~',
      ';',
    ];
    const names = Array.from(
      { length: NAMES },
      (_, at) => `${parts[at % parts.length]}${parts[(at * 7 + 3) % parts.length]}${at % 3 === 0 ? at : ''}`,
    );
    const wrong: string[] = [];
    for (const name of names) {
      await platform.db.artifact.update({ where: { id: things.artifact }, data: { fileName: name } });
      const { status, headers } = await api.ask('GET', `/api/artifacts/${things.artifact}`, { as: 'author' });
      const disposition = headers.get('content-disposition') ?? '';
      const found = /^attachment; filename="([\x20-\x7e]*)"; filename\*=UTF-8''([\w.%~!$&+^`|#-]*)$/.exec(disposition);
      const plain = found?.[1] ?? '/';
      const full = decodeURIComponent(found?.[2] ?? '%2F');
      if (status !== 200 || /[\\/"]/.test(plain) || /[\\/\p{Cc}]/u.test(full) || headers.has('set-cookie'))
        wrong.push(disposition);
    }
    expect(wrong).toEqual([]);

    const batch = newId();
    await platform.db.batch.create({ data: { id: batch, ownerId: things.owner, kind: 'export', state: 'completed' } });
    const { print, form } = await platform.db.book.findUniqueOrThrow({ where: { id: things.book } });
    const file = await platform.db.artifact.findUniqueOrThrow({ where: { id: things.artifact } });
    const books = names.map((title) => ({ id: newId(), jobId: newId(), title }));
    await platform.db.book.createMany({
      data: books.map(({ id, title }) => ({
        id,
        ownerId: things.owner,
        title,
        print: print as object,
        form: form as object,
        seed: 1,
      })),
    });
    await platform.db.job.createMany({
      data: books.map(({ id, jobId }) => ({
        id: jobId,
        kind: 'export-book',
        state: 'completed',
        ownerId: things.owner,
        bookId: id,
        input: {},
        startedAt: new Date(),
        endedAt: new Date(),
      })),
    });
    await platform.db.artifact.createMany({
      data: books.map(({ id, jobId }) => ({
        id: newId(),
        bookId: id,
        jobId,
        kind: 'interior-pdf',
        sha256: file.sha256,
        size: file.size,
        mediaType: 'application/pdf',
        fileName: 'x.pdf',
      })),
    });
    await platform.db.batchItem.createMany({
      data: books.map(({ id, jobId }, at) => ({
        batchId: batch,
        position: at + 1,
        bookId: id,
        jobId,
        state: 'completed',
      })),
    });
    const stored = await packFiles(platform, batch, new AbortController().signal);
    const entries = await unzip((await platform.store.read(stored!.sha256))!);
    const escapes = [...entries.keys()].filter(
      (name) =>
        /(^|\/)\.\.?(\/|$)|^[\\/]|\\|[\p{Cc}:*?"<>|]/u.test(name) || /(^|\/)(con|prn|aux|nul)(\.|\/|$)/i.test(name),
    );
    console.info(`${names.length} downloads, ${entries.size} entries of an archive, escapes ${escapes.length}`);
    expect(entries.size).toBe(NAMES + 2);
    expect(escapes).toEqual([]);
    const manifest = parse(entries.get('manifest.csv')!, { columns: true, bom: true }) as Record<string, string>[];
    expect(manifest.map((row) => fromCellText(row['title']!))).toEqual(names);
  });

  it('300 SVG payloads are no drawing of ours, and nothing that reaches a decoder', async () => {
    const payloads = svgPayloads();
    expect(payloads.length).toBeGreaterThanOrEqual(300);
    const taken = payloads.filter((each) => {
      if (isReadablePicture(Buffer.from(each))) return true;
      try {
        svgToLineArt(each);
        return true;
      } catch {
        return false;
      }
    });
    expect(taken).toEqual([]);
    for (const [at, payload] of payloads.slice(0, 40).entries()) {
      const made = await api.ask<BookView>('POST', '/api/books', {
        as: 'author',
        body: { theme: payload.slice(0, 390), title: payload.slice(0, 110), pages: 1 },
      });
      expect([at, made.status]).toEqual([at, 201]);
    }
    for (const file of ['art.svg', 'art.png?width=64']) {
      const { status, headers } = await api.ask('GET', `/api/books/${things.book}/pages/1/${file}`, {
        as: 'author',
      });
      expect([file, status, headers.get('content-security-policy'), headers.get('x-content-type-options')]).toEqual([
        file,
        200,
        "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'nosniff',
      ]);
    }
    const download = await api.ask('GET', `/api/artifacts/${things.artifact}`, { as: 'author' });
    expect(download.headers.get('content-security-policy')).toContain('sandbox');
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('books of naughty strings and of 200 addresses are valid, and caused no request', async () => {
    const { port } = canary.address() as AddressInfo;
    const texts = [...NAUGHTY_STRINGS, ...svgPayloads().slice(0, 60)];
    const urls = urlForms(port);
    expect(urls.length).toBeGreaterThanOrEqual(200);
    const pages = Math.max(texts.length, 0);
    const made = await api.ask<BookView>('POST', '/api/books', {
      as: 'author',
      body: { theme: urls[0], title: 'x', author: 'x', pages },
    });
    const { jobId } = await submitBook(platform, {}, { bookId: made.body.id });
    await waitForState(platform, jobId, 'completed');
    const path = `/api/books/${made.body.id}`;
    const list = (await api.ask<{ items: PageView[] }>('GET', `${path}/pages`, { as: 'author' })).body.items;
    const statuses = new Set<number>();
    for (const { number, version } of list) {
      const text = number === 0 ? 'cover' : (texts[number - 1] ?? '');
      const prompt = urls[number % urls.length]!;
      const answer = await api.ask('PATCH', `${path}/pages/${number}`, {
        as: 'author',
        body: { text: text.slice(0, 1200), prompt },
        headers: { 'if-match': String(version) },
      });
      statuses.add(answer.status);
    }
    expect([...statuses].filter((status) => ![200, 422].includes(status))).toEqual([]);
    for (const url of urls) {
      const answer = await api.ask('POST', '/api/books', {
        as: 'author',
        body: { theme: url, title: url.slice(0, 110), characters: [url.slice(0, 110)], instructions: url, pages: 1 },
        headers: {
          origin: url.slice(0, 200).replace(/[^\x21-\x7e]/g, ''),
          referer: url.replace(/[^\x21-\x7e]/g, ''),
          'x-forwarded-host': `127.0.0.1:${port}`,
          forwarded: `host=127.0.0.1:${port}`,
        },
      });
      expect([url, answer.status]).toEqual([url, 201]);
    }
    const again = await submitBook(
      platform,
      {},
      { bookId: made.body.id, pages: [0, ...Array.from({ length: 20 }, (_, at) => at + 1)] },
    );
    await waitForState(platform, again.jobId, 'completed');
    const artifacts = await platform.db.artifact.findMany({ where: { jobId: again.jobId } });
    expect(artifacts.length).toBe(2);
    let checked = 0;
    for (const { kind, sha256 } of artifacts) {
      const bytes = (await platform.store.read(sha256))!;
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      if (!hasProgram('qpdf')) continue;
      const file = join(folder, `${kind}.pdf`);
      await writeFile(file, bytes);
      const { status, stdout, stderr } = spawnSync('qpdf', ['--check', file]);
      expect([kind, status, `${stdout.toString()}${stderr.toString()}`]).toEqual([
        kind,
        0,
        expect.stringContaining('No syntax or stream encoding errors'),
      ]);
      checked += 1;
    }
    console.info(
      `${pages} naughty pages, ${checked} PDFs found valid by qpdf; ${urls.length} addresses, canary hits ${hits}`,
    );
    expect(hits).toBe(0);
  });

  it('no request has a field for an address that the platform would call', async () => {
    const suspicious = (await operationsOf(api)).flatMap(({ route, body, query }) =>
      [...(body ? textPlaces(body).map((place) => place.join('.')) : []), ...query.map(({ name }) => name)]
        .filter((name) => /url|uri|href|callback|webhook|endpoint|redirect|host/i.test(name))
        .map((name) => `${route} ${name}`),
    );
    expect(suspicious).toEqual([]);
  });
});

function svgPayloads(): string[] {
  const scripts = ['alert(1)', "fetch('http://127.0.0.1/')", "top.location='//x'", 'document.cookie', "import('//x')"];
  const shapes = [
    (script: string) => `<script>${script}</script>`,
    (script: string) => `<script xlink:href="data:text/javascript,${script}"/>`,
    (script: string) => `<g onload="${script}"/>`,
    (script: string) => `<a xlink:href="javascript:${script}"><text>x</text></a>`,
    (script: string) => `<foreignObject><iframe srcdoc="&lt;script&gt;${script}&lt;/script&gt;"/></foreignObject>`,
    (script: string) => `<animate attributeName="href" values="javascript:${script}"/>`,
    (script: string) => `<set attributeName="onload" to="${script}"/>`,
    (script: string) => `<image href="x" onerror="${script}"/>`,
    (script: string) => `<style>@import "data:text/css,${script}";</style>`,
    (script: string) => `<use href="data:image/svg+xml,${script}#x"/>`,
    (script: string) => `<path d="M0 0" onclick="${script}"/>`,
    (script: string) => `<path d="M0 0"/><!--${script}--><image href="http://127.0.0.1/x.png"/>`,
  ];
  const heads = [
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text>',
    '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&c;</text>',
    '\uFEFF<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">',
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="700" viewBox="0 0 600 700" stroke="#000">\n<path d="M0 0H600V700H0Z" fill="#fff" stroke="none"/>\n',
  ];
  return heads.flatMap((head) =>
    scripts.flatMap((script) => shapes.map((shape) => `${head}${shape(script)}\n</svg>\n`)),
  );
}

/** Ways to write an address that ends here, or where only a cloud's own machines should come. */
function urlForms(port: number): string[] {
  const hosts = [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '127.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[0:0:0:0:0:ffff:7f00:1]',
    '0.0.0.0',
    '0',
    'localtest.me',
    '127.0.0.1.nip.io',
    'user:pass@127.0.0.1',
    '127.0.0.1%2523@example.com',
    '①②⑦.0.0.1',
    '169.254.169.254',
    '[fe80::1]',
    'metadata.google.internal',
  ];
  const schemes = [
    'http://',
    'https://',
    '//',
    'HTTP://',
    'ftp://',
    'gopher://',
    'file://',
    'jar:http://',
    'url(http://',
    'view-source:http://',
  ];
  return hosts.flatMap((host) => schemes.map((scheme) => `${scheme}${host}:${port}/x.svg`));
}
