import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OAuth2Client } from 'google-auth-library';
import { GoogleAdmin, MIA } from '../../../../test/support/google-admin.js';

const CHUNK = 256 * 1024;

describe('a resumable upload', () => {
  let sandbox: GoogleAdmin;
  let auth: OAuth2Client;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'google-'));
    sandbox = await GoogleAdmin.open({ dataDir: folder });
    auth = await sandbox.connect();
  });
  afterEach(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  const bytes = randomBytes(4 * CHUNK + 1000);
  const md5 = createHash('md5').update(bytes).digest('hex');

  async function startSession(
    metadata: object = { name: 'book.pdf' },
    more: Record<string, string> = {},
    path = '',
  ): Promise<Response> {
    return fetch(
      `${sandbox.url}/upload/drive/v3/files${path}?uploadType=resumable&fields=id,name,size,md5Checksum,mimeType`,
      {
        method: path ? 'PATCH' : 'POST',
        headers: {
          authorization: `Bearer ${auth.credentials.access_token}`,
          'content-type': 'application/json',
          'x-upload-content-type': 'application/pdf',
          ...more,
        },
        body: JSON.stringify(metadata),
      },
    );
  }
  const address = async (...args: Parameters<typeof startSession>) =>
    (await startSession(...args)).headers.get('location') ?? '';

  /** Sends the bytes from `start` up to `end`, or asks when there is no `start`; says what came back. */
  async function put(url: string, start?: number, end = bytes.length, total: number | '*' = bytes.length) {
    const range = start === undefined ? '*' : `${start}-${end - 1}`;
    const answer = await fetch(url, {
      method: 'PUT',
      headers: { 'content-range': `bytes ${range}/${total}` },
      body: start === undefined ? undefined : new Uint8Array(bytes.subarray(start, end)),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      range: answer.headers.get('range'),
      body: (text ? JSON.parse(text) : null) as { id: string; md5Checksum: string; error?: { message: string } } | null,
    };
  }
  const uploadedBytes = async () => {
    const { calls } = await sandbox.admin<{ calls: Record<string, { bytes: number }> }>('GET', 'counters');
    return calls['PUT /upload/drive/v3/files']?.bytes;
  };

  it('receives chunks, reports progress, and ends in a file', async () => {
    const url = await address();
    expect(await put(url)).toMatchObject({ status: 308, range: null });
    expect(await put(url, 0, CHUNK)).toMatchObject({ status: 308, range: `bytes=0-${CHUNK - 1}` });
    expect(await put(url, CHUNK, 4 * CHUNK, '*')).toMatchObject({ status: 308, range: `bytes=0-${4 * CHUNK - 1}` });
    expect(await put(url)).toMatchObject({ status: 308, range: `bytes=0-${4 * CHUNK - 1}` });
    const { status, body } = await put(url, 4 * CHUNK);
    expect([status, body]).toEqual([
      200,
      {
        id: expect.any(String),
        name: 'book.pdf',
        size: String(bytes.length),
        md5Checksum: md5,
        mimeType: 'application/pdf',
      },
    ]);
    expect(await uploadedBytes()).toBe(bytes.length);
    // Who never got the answer asks, and gets it.
    expect(await put(url)).toMatchObject({ status: 200, body: { id: body?.id } });
  });

  it('keeps whole multiples of 256 KiB of a piece that breaks off', async () => {
    const url = await address();
    await sandbox.admin('POST', 'faults', { kind: 'cut-upload', times: 1, byte: 2 * CHUNK + 77 });
    await expect(put(url, 0)).rejects.toThrow();
    expect(await put(url)).toMatchObject({ status: 308, range: `bytes=0-${2 * CHUNK - 1}` });
    expect(await put(url, 2 * CHUNK)).toMatchObject({ status: 200, body: { md5Checksum: md5 } });
    expect(await uploadedBytes()).toBe(bytes.length + 77);
  });

  it('prefers the newest connection when the old one hangs', async () => {
    const url = await address();
    const stuck = fetch(url, {
      method: 'PUT',
      headers: { 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` },
      body: new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(bytes.subarray(0, CHUNK + 5))) }),
      duplex: 'half',
    } as RequestInit).catch(() => 'cut');
    const part = join(folder, 'uploads', new URL(url).searchParams.get('upload_id') ?? '');
    while (((await stat(part).catch(() => null))?.size ?? 0) < CHUNK + 5) await setImmediate();
    expect(await put(url)).toMatchObject({ status: 308, range: `bytes=0-${CHUNK - 1}` });
    expect(await stuck).toBe('cut');
    expect(await put(url, CHUNK)).toMatchObject({ status: 200, body: { md5Checksum: md5 } });
  });

  it('refuses pieces that are no multiple of 256 KiB, but for the last, and pieces that leave a gap', async () => {
    const url = await address();
    expect(await put(url, 0, CHUNK + 1)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('262144') } },
    });
    expect(await put(url, CHUNK, 2 * CHUNK)).toMatchObject({ status: 400 });
    expect(await put(url, 0, CHUNK, bytes.length + 1)).toMatchObject({ status: 308 });
    expect(await put(url, CHUNK, 2 * CHUNK, bytes.length)).toMatchObject({ status: 400 });
  });

  it('passes over bytes that it has', async () => {
    const url = await address();
    await put(url, 0, 2 * CHUNK);
    expect(await put(url, CHUNK)).toMatchObject({ status: 200, body: { md5Checksum: md5 } });
  });

  it('takes everything in one piece, and nothing at all', async () => {
    const whole = await fetch(await address(), { method: 'PUT', body: new Uint8Array(bytes) });
    expect(await whole.json()).toMatchObject({ md5Checksum: md5 });
    expect(await put(await address(), undefined, 0, 0)).toMatchObject({
      status: 200,
      body: { size: '0', md5Checksum: 'd41d8cd98f00b204e9800998ecf8427e' },
    });
  });

  it('is forgotten with 404, and the next begins at byte 0', async () => {
    const url = await address();
    await put(url, 0, CHUNK);
    await sandbox.admin('POST', 'faults', { kind: 'lose-session', times: 1 });
    expect(await put(url)).toMatchObject({ status: 404 });
    expect(await put(url, CHUNK)).toMatchObject({ status: 404 });
    expect(await put(await address())).toMatchObject({ status: 308, range: null });
  });

  it('needs the permission of the person to the end', async () => {
    const url = await address();
    await put(url, 0, CHUNK);
    await sandbox.admin('POST', 'revoke', { account: MIA });
    expect(await put(url, CHUNK)).toMatchObject({ status: 401 });
  });

  it('waits with the last byte until there is room in a full Drive', async () => {
    const announced = { 'x-upload-content-length': String(bytes.length) };
    const url = await address();
    await sandbox.admin('PATCH', `accounts/${MIA}`, { limit: CHUNK });
    expect((await startSession({}, announced)).status).toBe(403);
    const full = await put(url, 0);
    expect(full).toMatchObject({ status: 403, body: { error: { errors: [{ reason: 'storageQuotaExceeded' }] } } });
    await sandbox.admin('PATCH', `accounts/${MIA}`, { limit: null });
    expect(await put(url)).toMatchObject({ status: 200, body: { md5Checksum: md5 } });
  });

  it('replaces the content of a file, which keeps its id', async () => {
    const drive = sandbox.drive(auth);
    const { data } = await drive.files.create({ requestBody: { name: 'old' }, fields: 'id,headRevisionId,version' });
    const url = await address({}, {}, `/${data.id}`);
    expect(await put(url, 0)).toMatchObject({ status: 200, body: { id: data.id, name: 'old', md5Checksum: md5 } });
  });

  it('is refused for an id that is taken', async () => {
    const drive = sandbox.drive(auth);
    const [id = ''] = (await drive.files.generateIds({ count: 1 })).data.ids ?? [];
    expect(await put(await address({ id }), 0)).toMatchObject({ status: 200, body: { id } });
    expect((await startSession({ id })).status).toBe(409);
  });

  it('flips a bit by a fault, so that the digest differs', async () => {
    await sandbox.admin('POST', 'faults', { kind: 'corrupt-upload', times: 1 });
    const { status, body } = await put(await address(), 0);
    expect([status, body?.md5Checksum === md5]).toEqual([200, false]);
  });
});
