import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OAuth2Client } from 'google-auth-library';
import { CLIENT, GoogleAdmin, MIA } from '../../../test/support/google-admin.js';
import { pythonWithGoogle, runDriveClient } from '../../../test/support/python-client.js';
import { rcloneForDrive, runRclone } from '../../../test/support/rclone.js';
import { FILE_FIELDS } from './drive/fields.js';

/** Clients that are not available on this machine are reported, also in the test name. */
const notify = (line: string): void => void process.stderr.write(`${line}\n`);
const got = async (name: string, find: Promise<string>): Promise<{ path?: string; why?: string }> =>
  find.then(
    (path) => ({ path }),
    (error: Error) => {
      notify(`The Google sandbox is NOT COMPARED with ${name} on this machine: ${error.message}`);
      return { why: error.message };
    },
  );
const python = await got("Google's Python client", pythonWithGoogle(notify));
const rclone = await got('rclone', rcloneForDrive(notify));
const missing = [python.why && "Google's Python client", rclone.why && 'rclone'].filter(Boolean).join(' and ');

describe(`clients that others wrote${missing && `, but NOT ${missing}, which this machine can't have,`}`, () => {
  let sandbox: GoogleAdmin;
  let auth: OAuth2Client;
  let folder: string;
  beforeEach(async () => {
    sandbox = await GoogleAdmin.open();
    auth = await sandbox.connect();
    folder = await mkdtemp(join(tmpdir(), 'foreign-'));
  });
  afterEach(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  const CHUNK = 256 * 1024;
  const book = randomBytes(2 * CHUNK + 99);
  const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');
  const asPerson = (method: string, path: string, body?: object | Buffer) =>
    sandbox.admin<{ id: string }>(method, `files${path}`, body);
  const own = async () => {
    const { files } = await sandbox.admin<{
      files: { id: string; name: string; parent: string | null; isTrashed: boolean }[];
    }>('GET', 'files');
    return files.filter(({ parent }) => parent !== null);
  };

  it("are joined by Google's library for Node, which agrees with the sandbox about an upload", async () => {
    const drive = sandbox.drive(auth);
    const made = await drive.files.create(
      {
        requestBody: { name: 'a' },
        media: { mimeType: 'application/pdf', body: book.toString('latin1') },
        fields: 'id,size',
      },
      { rootUrl: `${sandbox.url}/` },
    );
    const read = await drive.files.get({ fileId: made.data.id ?? '', alt: 'media' }, { responseType: 'arraybuffer' });
    expect(Number(made.data.size)).toBe(Buffer.from(read.data as ArrayBuffer).length);
  });

  if (python.path !== undefined) {
    const binary = python.path;
    const sync = async () => {
      await writeFile(join(folder, 'book.pdf'), book);
      const { refresh_token } = auth.credentials;
      const given = {
        url: sandbox.url,
        refresh_token,
        client_id: CLIENT,
        client_secret: 'hush',
        file: join(folder, 'book.pdf'),
        folder,
      };
      return (await runDriveClient(binary, given)) as { said: Record<string, unknown>; document: Discovery };
    };

    it("agree: Google's Python client does all that a sync does", async () => {
      const { said } = await sync();
      expect(said).toEqual({
        about: { user: { emailAddress: MIA }, storageQuota: { usage: '0' } },
        resumable: { progress: [CHUNK, 2 * CHUNK], md5: md5(book), size: String(book.length) },
        multipart: {
          name: 'page',
          md5Checksum: md5(Buffer.from('page one')),
          parents: true,
          appProperties: { page: '1' },
        },
        'taken id': [409, 'fileIdInUse'],
        missing: [404, 'notFound'],
        listed: ['interior.pdf', 'page'],
        'by property': ['page'],
        replaced: 'again',
        moved: true,
        changes: [
          { removed: false, file: { name: 'Book', trashed: false } },
          { removed: false, file: { name: 'Other', trashed: false } },
          { removed: false, file: { name: 'page 1', trashed: true } },
          { removed: true },
        ],
        afterwards: [],
      });
      expect((await readFile(join(folder, 'interior.pdf'))).equals(book)).toBe(true);
    });

    it("agree: Google's discovery document has every field that is answered, and those that a mask may name", async () => {
      const { document } = await sync();
      const file = document.schemas['File']!.properties;
      expect([...FILE_FIELDS].filter((field) => field !== 'kind' && !(field in file))).toEqual([]);
      expect(Object.keys(file).filter((field) => !FILE_FIELDS.has(field))).toEqual([]);
      const drive = sandbox.drive(auth);
      const answers: [string, object][] = [
        ['FileList', (await drive.files.list({ fields: '*' })).data],
        ['ChangeList', (await drive.changes.list({ pageToken: '1', fields: '*' })).data],
        ['About', (await drive.about.get({ fields: '*' })).data],
        ['StartPageToken', (await drive.changes.getStartPageToken()).data],
        ['GeneratedIds', (await drive.files.generateIds()).data],
        ['DriveList', (await drive.drives.list()).data],
      ];
      for (const [schema, answer] of answers)
        expect([schema, unknownIn(document, schema, answer)]).toEqual([schema, []]);
      expect(unknownIn(document, 'File', { colour: 'red' })).toEqual(['File.colour']);
    });
  }

  if (rclone.path !== undefined) {
    const binary = rclone.path;
    const run = (...args: string[]) =>
      runRclone(
        binary,
        {
          url: sandbox.url,
          clientId: CLIENT,
          clientSecret: 'hush',
          refreshToken: auth.credentials.refresh_token ?? '',
          temporary: folder,
        },
        ...args,
      );
    const local = async (files: Record<string, Buffer>): Promise<string> => {
      const source = join(folder, 'source');
      await mkdir(join(source, 'pages'), { recursive: true });
      for (const [name, bytes] of Object.entries(files)) await writeFile(join(source, name), bytes);
      return source;
    };

    it('agree: rclone copies, lists, compares, renames, brings back and trashes', async () => {
      const source = await local({
        'book.pdf': book,
        'pages/1.txt': Buffer.from('one'),
        'pages/2.txt': Buffer.from('two'),
      });
      await run('copy', source, 'drive:Book');
      await run('check', source, 'drive:Book');
      await run('check', '--download', source, 'drive:Book');
      const listed = JSON.parse(await run('lsjson', '--hash', '--recursive', 'drive:Book')) as {
        Path: string;
        Hashes?: { md5: string };
      }[];
      expect(listed.map(({ Path, Hashes }) => [Path, Hashes?.md5]).sort()).toEqual([
        ['book.pdf', md5(book)],
        ['pages', undefined],
        ['pages/1.txt', md5(Buffer.from('one'))],
        ['pages/2.txt', md5(Buffer.from('two'))],
      ]);
      expect(await run('cat', '--offset', '1', '--count', '2', 'drive:Book/pages/1.txt')).toBe('ne');
      await run('moveto', 'drive:Book/pages/2.txt', 'drive:Book/pages/3.txt');
      await asPerson(
        'PUT',
        `/${(await own()).find(({ name }) => name === '1.txt')?.id}/content`,
        Buffer.from('changed'),
      );
      await run('copy', 'drive:Book', join(folder, 'back'));
      const back = (name: string) => readFile(join(folder, 'back', name));
      expect((await back('book.pdf')).equals(book)).toBe(true);
      expect([String(await back('pages/1.txt')), String(await back('pages/3.txt'))]).toEqual(['changed', 'two']);
      await rm(join(source, 'book.pdf'));
      await run('sync', source, 'drive:Book');
      expect(
        (await own())
          .filter(({ isTrashed }) => isTrashed)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['3.txt', 'book.pdf']);
      await run('purge', 'drive:Book');
      expect((await own()).every(({ isTrashed }) => isTrashed)).toBe(true);
    });

    it('agree: rclone gets a file across limits, errors, lost answers and a session that is forgotten', async () => {
      const source = await local({ 'book.pdf': book });
      const order = (fault: object) => sandbox.admin('POST', 'faults', { times: 1, ...fault });
      await order({
        kind: 'error',
        status: 403,
        reason: 'userRateLimitExceeded',
        match: 'POST /drive/v3/files',
        times: 2,
      });
      await order({ kind: 'error', status: 503, reason: 'backendError', match: 'POST /upload' });
      await order({ kind: 'lose-session', match: 'POST /upload' });
      await order({ kind: 'corrupt-upload', match: 'POST /upload' });
      await run('copy', source, 'drive:Book');
      await run('check', '--download', source, 'drive:Book');
      expect(
        (await own())
          .filter(({ isTrashed }) => !isTrashed)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['Book', 'book.pdf']);
      expect(await sandbox.admin('GET', 'faults')).toMatchObject({
        faults: [{ left: 0 }, { left: 0 }, { left: 0 }, { left: 0 }],
      });
    });
  }
});

interface Discovery {
  schemas: Record<string, { properties: Record<string, Property> } | undefined>;
}
interface Property {
  $ref?: string;
  items?: Property;
}

/** Fields of an answer that the published schema has not. */
function unknownIn({ schemas }: Discovery, name: string, answer: object): string[] {
  const known = schemas[name]?.properties ?? {};
  return Object.entries(answer).flatMap(([key, value]) => {
    const property = known[key];
    if (!property) return [`${name}.${key}`];
    const inner = property.$ref ?? property.items?.$ref;
    if (inner === undefined) return [];
    return [value as object].flat().flatMap((each) => unknownIn({ schemas }, inner, each));
  });
}
