import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { drive_v3 } from '@googleapis/drive';
import { CLIENT, DRIVE, GoogleAdmin, MIA, OTTO } from '../../../../test/support/google-admin.js';

const FOLDER = 'application/vnd.google-apps.folder';

/** An error of Google's client library. */
const refusal = (code: number, reason: string) => ({
  code,
  response: { data: { error: { code, errors: [expect.objectContaining({ reason })] } } },
});

describe("the sandbox's Drive through Google's client", () => {
  let sandbox: GoogleAdmin;
  let drive: drive_v3.Drive;
  beforeEach(async () => {
    sandbox = await GoogleAdmin.open();
    drive = await sandbox.app();
  });
  afterEach(() => sandbox.close());

  const upload = async (body: string, requestBody: drive_v3.Schema$File = { name: 'a.txt' }, by = drive) =>
    (
      await by.files.create(
        { requestBody, media: { mimeType: 'text/plain', body }, fields: '*' },
        { rootUrl: `${sandbox.url}/` },
      )
    ).data;
  const folder = async (name: string, parent = 'root', by = drive): Promise<string> =>
    (await by.files.create({ requestBody: { name, mimeType: FOLDER, parents: [parent] }, fields: 'id' })).data.id ?? '';
  const found = async (q: string, by = drive) =>
    ((await by.files.list({ q, orderBy: 'name' })).data.files ?? []).map(({ name }) => name);
  const asPerson = (method: string, path: string, body?: object | Buffer) =>
    sandbox.admin<{ id: string }>(method, `files${path}`, body);

  it('reports its user and quota', async () => {
    await upload('hello');
    const { data } = await drive.about.get({ fields: 'user/emailAddress,storageQuota(limit,usage)' });
    expect(data).toEqual({ user: { emailAddress: MIA }, storageQuota: { limit: String(15 * 2 ** 30), usage: '5' } });
    await expect(drive.about.get()).rejects.toMatchObject(refusal(400, 'required'));
  });

  it('knows digests, size and version of what it holds, and gives it back whole or in part', async () => {
    const file = await upload('hello');
    expect(file).toMatchObject({
      size: '5',
      md5Checksum: '5d41402abc4b2a76b9719d911017c592',
      sha256Checksum: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      mimeType: 'text/plain',
      version: '1',
      trashed: false,
    });
    const read = async (Range?: string) =>
      drive.files.get(
        { fileId: file.id ?? '', alt: 'media' },
        { responseType: 'text', headers: Range ? { Range } : {} },
      );
    expect((await read()).data).toBe('hello');
    for (const [range, part] of [
      ['bytes=1-2', 'el'],
      ['bytes=3-', 'lo'],
      ['bytes=-1', 'o'],
    ])
      expect(await read(range)).toMatchObject({ status: 206, data: part });
    await expect(read('bytes=9-')).rejects.toMatchObject({ code: 416 });
  });

  it('holds several files of one name, and each id once', async () => {
    const [id = ''] = (await drive.files.generateIds({ count: 3 })).data.ids ?? [];
    await upload('1', { name: 'same', id });
    await upload('2', { name: 'same' });
    expect(await found("name = 'SAME'")).toEqual(['same', 'same']);
    await expect(upload('3', { name: 'same', id })).rejects.toMatchObject(refusal(409, 'fileIdInUse'));
  });

  it('finds by name, type, place, time, trash and private properties', async () => {
    const books = await folder('Books');
    await upload('1', { name: "Mia's page 1", parents: [books], appProperties: { page: '1', book: 'b' } });
    await upload('2', { name: 'page 2', parents: [books], appProperties: { page: '2', book: 'b' } });
    const { id } = await upload('3', { name: 'cover', parents: [books] });
    await drive.files.update({ fileId: id ?? '', requestBody: { trashed: true } });
    const cases: [string, string[]][] = [
      [`'${books}' in parents and trashed = false`, ["Mia's page 1", 'page 2']],
      ["name = 'Mia\\'s page 1'", ["Mia's page 1"]],
      ["name contains 'pag' and not name contains 'mia'", ['page 2']],
      ["name contains 'age'", []],
      [`mimeType = '${FOLDER}' or name='cover'`, ['Books', 'cover']],
      ["mimeType != 'text/plain' and 'root' in parents", ['Books']],
      ["appProperties has { key='book' and value='b' } and (name = 'page 2' or trashed=true)", ['page 2']],
      ["modifiedTime > '2020-01-01T00:00:00' and mimeType contains 'text/' and trashed=true", ['cover']],
      ["modifiedTime < '2020-01-01T00:00:00Z'", []],
      ["'me' in owners and trashed = true", ['cover']],
    ];
    for (const [q, names] of cases) expect([q, await found(q)]).toEqual([q, names]);
    for (const q of ["name ~ 'a'", 'name = ', "(name = 'a'", "fullText contains 'a'", "name = 'a' and", "it's"])
      await expect(found(q)).rejects.toMatchObject(refusal(400, 'invalid'));
  });

  it('gives long lists by the page', async () => {
    for (let count = 1; count <= 5; count++) await upload('x', { name: `${count}` });
    const names: (string | null | undefined)[] = [];
    let pageToken: string | undefined;
    do {
      const { data } = await drive.files.list({ pageSize: 2, orderBy: 'name desc', pageToken });
      names.push(...(data.files ?? []).map(({ name }) => name));
      pageToken = data.nextPageToken ?? undefined;
    } while (pageToken);
    expect(names).toEqual(['5', '4', '3', '2', '1']);
    await expect(drive.files.list({ pageToken: 'foreign' })).rejects.toMatchObject(refusal(400, 'invalid'));
  });

  it('answers with the fields that were asked for, and refuses unknown ones', async () => {
    const { id } = await upload('x');
    const get = async (fields?: string) => (await drive.files.get({ fileId: id ?? '', fields })).data;
    expect(Object.keys(await get())).toEqual(['kind', 'id', 'name', 'mimeType']);
    expect(await get('size, owners(me,emailAddress),capabilities/canEdit')).toEqual({
      size: '1',
      owners: [{ me: true, emailAddress: MIA }],
      capabilities: { canEdit: true },
    });
    await expect(get('colour')).rejects.toMatchObject(refusal(400, 'invalidParameter'));
    await expect(drive.files.list({ fields: 'files(colour)' })).rejects.toMatchObject(refusal(400, 'invalidParameter'));
  });

  it('moves by changing the parent, and never a folder into itself', async () => {
    const [outer, other] = [await folder('outer'), await folder('other')];
    const inner = await folder('inner', outer);
    const move = (fileId: string, addParents: string) => drive.files.update({ fileId, addParents, fields: 'parents' });
    expect((await move(inner, other)).data).toEqual({ parents: [other] });
    await expect(move(other, inner)).rejects.toMatchObject({ code: 403 });
    await expect(drive.files.update({ fileId: inner, requestBody: { parents: [outer] } })).rejects.toMatchObject(
      refusal(403, 'fieldNotWritable'),
    );
  });

  it('keeps private properties from other apps, drops them on null, and bounds them', async () => {
    const { id = '' } = await upload('x', { name: 'a', appProperties: { page: '1', old: 'x' } });
    const other = await sandbox.app(MIA, [DRIVE], 'other');
    const of = async (by: drive_v3.Drive) =>
      (await by.files.get({ fileId: id ?? '', fields: 'appProperties' })).data.appProperties;
    await drive.files.update({ fileId: id ?? '', requestBody: { appProperties: { old: null as never, page: '2' } } });
    expect([await of(drive), await of(other)]).toEqual([{ page: '2' }, undefined]);
    const long = { appProperties: { key: 'x'.repeat(122) } };
    await expect(drive.files.update({ fileId: id ?? '', requestBody: long })).rejects.toMatchObject({ code: 400 });
  });

  it('shows an app with drive.file what it made or was opened with, and nothing else', async () => {
    const own = await asPerson('POST', `?account=${MIA}&name=private.txt`, Buffer.from('secret'));
    const get = () => drive.files.get({ fileId: own.id, alt: 'media' });
    await expect(get()).rejects.toMatchObject(refusal(404, 'notFound'));
    await expect(drive.files.get({ fileId: 'root' })).rejects.toMatchObject(refusal(404, 'notFound'));
    expect(await found('trashed = false')).toEqual([]);
    await asPerson('POST', `/${own.id}/open-with`, { client: CLIENT });
    expect((await get()).status).toBe(200);
    await asPerson('POST', `/${own.id}/open-with`, { client: CLIENT, allowed: false });
    await expect(get()).rejects.toMatchObject(refusal(404, 'notFound'));
    const otto = await sandbox.app(OTTO, [DRIVE]);
    await expect(otto.files.get({ fileId: own.id })).rejects.toMatchObject(refusal(404, 'notFound'));
  });

  it('tells an app that sees a file but may not change it why', async () => {
    const own = await asPerson('POST', `?account=${MIA}&name=private.txt`, Buffer.from('secret'));
    const rename = { fileId: own.id, requestBody: { name: 'b' } };
    const readonly = 'https://www.googleapis.com/auth/drive.readonly';
    const both = await sandbox.app(MIA, [readonly, 'https://www.googleapis.com/auth/drive.file']);
    await expect(both.files.update(rename)).rejects.toMatchObject(refusal(403, 'appNotAuthorizedToFile'));
    const reader = await sandbox.app(MIA, [readonly]);
    await expect(reader.files.update(rename)).rejects.toMatchObject(refusal(403, 'insufficientPermissions'));
  });

  it('is full at its limit', async () => {
    await sandbox.admin('PATCH', `accounts/${MIA}`, { limit: 7 });
    const { id } = await upload('12345');
    await expect(upload('12345')).rejects.toMatchObject(refusal(403, 'storageQuotaExceeded'));
    await drive.files.delete({ fileId: id ?? '' });
    await upload('12345');
  });

  describe('feed of changes', () => {
    const start = async () => (await drive.changes.getStartPageToken()).data.startPageToken ?? '';
    /** All changes since a token, as `name or id: what`, by pages of two. */
    async function since(token: string): Promise<{ changes: string[]; next: string }> {
      const changes: string[] = [];
      for (let pageToken = token; ;) {
        const { data } = await drive.changes.list({
          pageToken,
          pageSize: 2,
          fields: 'nextPageToken,newStartPageToken,changes(fileId,removed,file(name,trashed))',
        });
        for (const { fileId, removed, file } of data.changes ?? [])
          changes.push(removed ? `${fileId} removed` : `${file?.name}${file?.trashed ? ' trashed' : ''}`);
        if (!data.nextPageToken) return { changes, next: data.newStartPageToken ?? '' };
        pageToken = data.nextPageToken;
      }
    }

    it('lists each file once, in its newest state', async () => {
      const startToken = await start();
      const books = await folder('Books');
      const page = await upload('1', { name: 'page', parents: [books] });
      const other = await upload('2', { name: 'other', parents: [books] });
      const first = await since(startToken);
      expect(first.changes).toEqual(['Books', 'page', 'other']);
      await asPerson('PATCH', `/${page.id}`, { name: 'renamed' });
      await asPerson('PUT', `/${page.id}/content`, Buffer.from('new'));
      await asPerson('DELETE', `/${other.id}`);
      const second = await since(first.next);
      expect(second.changes).toEqual(['renamed', `${other.id} removed`]);
      expect(await since(second.next)).toEqual({ changes: [], next: second.next });
      expect((await since(startToken)).changes).toEqual(['Books', 'renamed', `${other.id} removed`]);
    });

    it('lists all files that are trashed and restored with a folder', async () => {
      const books = await folder('Books');
      await upload('1', { name: 'page', parents: [books] });
      const { next } = await since(await start());
      await asPerson('PATCH', `/${books}`, { trashed: true });
      const trashed = await since(next);
      expect(trashed.changes).toEqual(['Books trashed', 'page trashed']);
      await asPerson('PATCH', `/${books}`, { trashed: false });
      expect((await since(trashed.next)).changes).toEqual(['Books', 'page']);
    });

    it('omits files of other apps and users', async () => {
      const startToken = await start();
      await asPerson('POST', `?account=${MIA}&name=private`, Buffer.from('x'));
      await upload('x', { name: 'other' }, await sandbox.app(MIA, undefined, 'other'));
      await upload('x', { name: 'otto' }, await sandbox.app(OTTO));
      expect((await since(startToken)).changes).toEqual([]);
      await expect(since('soon')).rejects.toMatchObject(refusal(400, 'invalid'));
    });
  });

  it('shows shared drives to apps that say that they know of such', async () => {
    const { id: driveId } = await sandbox.admin<{ id: string }>('POST', 'drives', { name: 'Team', members: [MIA] });
    const full = await sandbox.app(MIA, [DRIVE]);
    const make = (supportsAllDrives: boolean) =>
      full.files.create({ requestBody: { name: 'plan', parents: [driveId] }, supportsAllDrives, fields: 'id,driveId' });
    await expect(make(false)).rejects.toMatchObject(refusal(404, 'notFound'));
    const { data } = await make(true);
    expect(data.driveId).toBe(driveId);
    const list = async (params: object) =>
      ((await full.files.list({ q: "name = 'plan'", ...params })).data.files ?? []).map(({ name }) => name);
    const all = { supportsAllDrives: true, includeItemsFromAllDrives: true };
    expect([await list({}), await list(all), await list({ ...all, corpora: 'drive', driveId })]).toEqual([
      [],
      ['plan'],
      ['plan'],
    ]);
    await expect(full.files.get({ fileId: data.id ?? '' })).rejects.toMatchObject(refusal(404, 'notFound'));
    expect((await full.drives.list()).data.drives).toMatchObject([{ id: driveId, name: 'Team' }]);
    expect((await (await sandbox.app(OTTO, [DRIVE])).drives.list()).data.drives).toEqual([]);
  });
});
