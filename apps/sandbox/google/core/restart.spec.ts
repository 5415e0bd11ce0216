import { appendFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GoogleAdmin, MIA } from '../../../../test/support/google-admin.js';

const CHUNK = 256 * 1024;

describe('a Google sandbox with a data folder', () => {
  let folder: string;
  const open: GoogleAdmin[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'google-'));
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
    await rm(folder, { recursive: true });
  });
  const start = async (dataDir: string) => {
    const sandbox = await GoogleAdmin.open({ dataDir });
    open.push(sandbox);
    return sandbox;
  };
  const first = () => start(join(folder, 'first'));
  /** Copies the data folder as a killed process would leave it. */
  const killed = async () => {
    const left = join(folder, `left-${open.length}`);
    await cp(join(folder, 'first'), left, { recursive: true });
    return start(left);
  };

  it('retains all acknowledged data after a kill: accounts, files, tokens, changes', async () => {
    const sandbox = await first();
    const auth = await sandbox.connect();
    await sandbox.admin('PATCH', `accounts/${MIA}`, { limit: 1_000 });
    const drive = sandbox.drive(auth);
    const { data } = await drive.files.create({
      requestBody: { name: 'a', appProperties: { page: '1' } },
      fields: '*',
    });
    await sandbox.admin('PUT', `files/${data.id}/content`, Buffer.from('hello'));
    const again = await killed();
    expect(await again.admin('GET', 'state')).toEqual(await sandbox.admin('GET', 'state'));
    expect(await again.admin('GET', 'files')).toEqual(await sandbox.admin('GET', 'files'));
    const later = again.drive(auth);
    const read = await later.files.get({ fileId: data.id ?? '', alt: 'media' }, { responseType: 'text' });
    expect(read.data).toBe('hello');
    const changes = (by: typeof drive) =>
      by.changes.list({ pageToken: '1', fields: 'newStartPageToken,changes(fileId,time)' });
    expect((await changes(later)).data).toEqual((await changes(drive)).data);
  });

  it('resumes an upload at the acknowledged byte', async () => {
    const sandbox = await first();
    const auth = await sandbox.connect();
    const started = await fetch(`${sandbox.url}/upload/drive/v3/files?uploadType=resumable`, {
      method: 'POST',
      headers: { authorization: `Bearer ${auth.credentials.access_token}` },
      body: '{"name":"a"}',
    });
    const { pathname, search } = new URL(started.headers.get('location') ?? '');
    const put = (to: GoogleAdmin, range: string, body?: Uint8Array<ArrayBuffer>) =>
      fetch(to.url + pathname + search, { method: 'PUT', headers: { 'content-range': `bytes ${range}` }, body });
    await put(sandbox, `0-${CHUNK - 1}/${CHUNK + 3}`, new Uint8Array(CHUNK));
    const again = await killed();
    expect((await put(again, `*/${CHUNK + 3}`)).headers.get('range')).toBe(`bytes=0-${CHUNK - 1}`);
    expect((await put(again, `${CHUNK}-${CHUNK + 2}/${CHUNK + 3}`, new Uint8Array(3))).status).toBe(200);
  });

  it('skips a torn line, and deletes unreferenced content', async () => {
    const sandbox = await first();
    const { id } = await sandbox.admin<{ id: string }>('POST', `files?account=${MIA}&name=a`, Buffer.from('old'));
    await sandbox.admin('PUT', `files/${id}/content`, Buffer.from('new'));
    await appendFile(join(folder, 'first', 'google.jsonl'), '[{"kind":"file","id":"1');
    const again = await killed();
    expect(await again.admin('GET', 'files')).toEqual(await sandbox.admin('GET', 'files'));
    expect(await readdir(join(folder, 'left-1', 'contents'))).toHaveLength(1);
    expect(await readdir(join(folder, 'first', 'contents'))).toHaveLength(2);
  });
});
