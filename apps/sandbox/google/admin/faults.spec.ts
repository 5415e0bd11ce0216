import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { drive_v3 } from '@googleapis/drive';
import { GoogleAdmin, MIA, OTTO } from '../../../../test/support/google-admin.js';
import { FaultPlan, faultSchema } from './faults.js';

describe('the faults of the Google sandbox', () => {
  let sandbox: GoogleAdmin;
  let drive: drive_v3.Drive;
  beforeEach(async () => {
    sandbox = await GoogleAdmin.open();
    drive = await sandbox.app();
  });
  afterEach(() => sandbox.close());

  const order = (fault: object) => sandbox.admin('POST', 'faults', fault);
  const make = (by = drive) => by.files.create({ requestBody: { name: 'a' } });
  const count = async () => (await drive.files.list()).data.files?.length;

  it.each([
    [403, 'userRateLimitExceeded', 'usageLimits'],
    [403, 'teamDriveFileLimitExceeded', 'global'],
    [429, 'rateLimitExceeded', 'usageLimits'],
    [503, 'backendError', 'global'],
  ])('answer %i %s, a number of times, and the work is not done', async (status, reason, domain) => {
    await order({ kind: 'error', status, reason, times: 1, match: 'POST /drive/v3/files', retryAfterSeconds: 7 });
    await expect(make()).rejects.toMatchObject({
      code: status,
      response: { data: { error: { code: status, errors: [{ reason, domain }] } } },
    });
    expect(await count()).toBe(0);
    await make();
    expect(await count()).toBe(1);
  });

  it('answer an error or break off after the work was done', async () => {
    for (const kind of ['error-after', 'drop-after', 'malformed']) {
      await order({ kind, times: 1 });
      const made = await make().then(
        ({ data }) => data.id,
        () => undefined,
      );
      expect(made).toBeUndefined();
    }
    expect(await count()).toBe(3);
  });

  it('break off or hang before the work is done', async () => {
    await order({ kind: 'drop', times: 1 });
    await expect(make()).rejects.toThrow();
    await order({ kind: 'timeout', times: 1 });
    await expect(drive.files.create({ requestBody: {} }, { timeout: 200 })).rejects.toThrow();
    expect(await count()).toBe(0);
  });

  it('refuse tokens as Google would', async () => {
    const client = await sandbox.connect();
    await order({ kind: 'error', status: 400, reason: 'invalid_grant', times: 1, match: 'POST /token' });
    await expect(client.refreshAccessToken()).rejects.toThrow('invalid_grant');
    await client.refreshAccessToken();
  });

  it('cut and spoil downloads', async () => {
    const { id } = await sandbox.admin<{ id: string }>('POST', `files?account=${MIA}&name=a`, Buffer.alloc(100_000, 7));
    await sandbox.admin('POST', `files/${id}/open-with`, { client: 'colorbook-test' });
    const read = async () => {
      const { data } = await drive.files.get({ fileId: id, alt: 'media' }, { responseType: 'arraybuffer' });
      return Buffer.from(data as ArrayBuffer);
    };
    await order({ kind: 'cut-download', byte: 5, times: 1 });
    await expect(read()).rejects.toThrow();
    await order({ kind: 'corrupt-download', times: 1 });
    expect((await read()).equals(Buffer.alloc(100_000, 7))).toBe(false);
    expect((await read()).equals(Buffer.alloc(100_000, 7))).toBe(true);
  });

  it('strike the calls of one account', async () => {
    const otto = await sandbox.app(OTTO);
    await order({ kind: 'error', account: OTTO });
    await make();
    await expect(make(otto)).rejects.toMatchObject({ code: 500 });
  });

  it('are listed, end on request, and are checked', async () => {
    await order({ kind: 'error', times: 3 });
    expect(await sandbox.admin('GET', 'faults')).toMatchObject({ faults: [{ rule: { kind: 'error' }, left: 3 }] });
    await sandbox.admin('DELETE', 'faults');
    expect(await count()).toBe(0);
    await expect(order({ kind: 'api-501' })).rejects.toThrow('400');
    await expect(sandbox.admin('GET', 'nonsense')).rejects.toThrow('404');
  });

  it('strike a share of the calls, the same ones each time', () => {
    const strikes = (): boolean[] => {
      const plan = new FaultPlan();
      plan.add(faultSchema.parse({ kind: 'error', probability: 0.3 }));
      const call = { method: 'GET', path: '/drive/v3/files', account: null, session: false, bytes: null };
      return Array.from({ length: 1_000 }, () => plan.strike(call) !== undefined);
    };
    const struck = strikes().filter(Boolean).length;
    expect(struck).toBeGreaterThan(240);
    expect(struck).toBeLessThan(360);
    expect(strikes()).toEqual(strikes());
  });

  it('stand in the log of requests, which holds no token', async () => {
    const client = await sandbox.connect();
    await sandbox.admin('DELETE', 'requests');
    await order({ kind: 'error', times: 1 });
    await make().catch(() => undefined);
    await client.getTokenInfo(client.credentials.access_token ?? '');
    await fetch(`${sandbox.url}/tokeninfo?access_token=${client.credentials.access_token}`);
    const log = await sandbox.admin('GET', 'requests');
    expect(log).toMatchObject({
      requests: [
        { call: 'POST /drive/v3/files', account: MIA, status: 500, fault: 'error' },
        { call: 'POST /tokeninfo', status: 200 },
        { call: 'GET /tokeninfo', status: 200 },
      ],
    });
    expect(JSON.stringify(log)).not.toContain(client.credentials.access_token);
  });
});
