import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CLIENT,
  DRIVE,
  DRIVE_FILE,
  GoogleAdmin,
  MIA,
  oauthClient,
  OTTO,
} from '../../../../test/support/google-admin.js';

describe('signing in at the Google sandbox', () => {
  let sandbox: GoogleAdmin;
  beforeEach(async () => {
    sandbox = await GoogleAdmin.open();
  });
  afterEach(() => sandbox.close());

  const token = (fields: Record<string, string>) =>
    fetch(`${sandbox.url}/token`, { method: 'POST', body: new URLSearchParams(fields) });
  const asked = { access_type: 'offline', scope: [DRIVE_FILE, DRIVE], state: 'a b' };
  const allow = (more: [string, string][] = [['scope', DRIVE_FILE]], options: object = {}) =>
    sandbox.consent(oauthClient(sandbox.url).generateAuthUrl({ ...asked, ...options }), [
      ['account', MIA],
      ['action', 'allow'],
      ...more,
    ]);

  it('leads back with a code and the state, and the scopes that were ticked only', async () => {
    const back = await allow();
    expect(back.origin + back.pathname).toBe('http://127.0.0.1:9/callback');
    expect(back.searchParams.get('state')).toBe('a b');
    const { tokens } = await oauthClient(sandbox.url).getToken(back.searchParams.get('code') ?? '');
    expect(tokens).toMatchObject({
      scope: DRIVE_FILE,
      token_type: 'Bearer',
      refresh_token: expect.stringMatching(/^1\/\//),
    });
    const info = await oauthClient(sandbox.url).getTokenInfo(tokens.access_token ?? '');
    expect(info).toMatchObject({ aud: CLIENT, scopes: [DRIVE_FILE] });
  });

  it('leads back with an error when the person cancels', async () => {
    const back = await sandbox.consent(oauthClient(sandbox.url).generateAuthUrl(asked), [['action', 'deny']]);
    expect(Object.fromEntries(back.searchParams)).toEqual({ error: 'access_denied', state: 'a b' });
  });

  it('tells the person, not the app, of a request that no app should make', async () => {
    const wrong = `${sandbox.url}/o/oauth2/v2/auth?client_id=a&response_type=code&redirect_uri=http://127.0.0.1:9/&scope=mail`;
    const answer = await fetch(wrong);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('invalid_scope')]);
  });

  it('takes a code once, from its app, with its verifier', async () => {
    const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
    const form = {
      grant_type: 'authorization_code',
      client_id: CLIENT,
      client_secret: 'hush',
      redirect_uri: 'http://127.0.0.1:9/callback',
      code: (await allow(undefined, challenge)).searchParams.get('code') ?? '',
    };
    // the pair of RFC 7636, appendix B
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const errorOf = async (fields: Record<string, string>) => {
      const answer = await token(fields);
      return [answer.status, ((await answer.json()) as { error?: string }).error];
    };
    expect(await errorOf(form)).toEqual([400, 'invalid_grant']);
    expect(await errorOf({ ...form, code_verifier: 'wrong' })).toEqual([400, 'invalid_grant']);
    expect(await errorOf({ ...form, code_verifier: verifier, redirect_uri: 'http://other/' })).toEqual([
      400,
      'redirect_uri_mismatch',
    ]);
    expect(await errorOf({ ...form, code_verifier: verifier })).toEqual([200, undefined]);
    expect(await errorOf({ ...form, code_verifier: verifier })).toEqual([400, 'invalid_grant']);
    expect(await errorOf({ ...form, code_verifier: verifier, client_secret: 'other' })).toEqual([
      401,
      'invalid_client',
    ]);
  });

  it('gives a refresh token with the first permission, and again only when asked to', async () => {
    const refreshToken = async (options?: object) => {
      const code = (await allow(undefined, options)).searchParams.get('code') ?? '';
      return (await oauthClient(sandbox.url).getToken(code)).tokens.refresh_token ?? null;
    };
    const first = await refreshToken();
    expect(first).not.toBeNull();
    expect(await refreshToken()).toBeNull();
    expect(await refreshToken({ prompt: 'consent' })).not.toBe(first);
  });

  it('renews access when it ran out, and never after it was taken back', async () => {
    const client = await sandbox.connect();
    client.forceRefreshOnFailure = true;
    const drive = sandbox.drive(client);
    const before = client.credentials.access_token;
    await sandbox.admin('POST', 'expire', { account: MIA });
    expect((await drive.files.list()).status).toBe(200);
    expect(client.credentials.access_token).not.toBe(before);
    await sandbox.admin('POST', 'revoke', { account: MIA });
    await expect(drive.files.list()).rejects.toMatchObject({ message: 'invalid_grant' });
    const { calls } = await sandbox.admin<{ calls: object }>('GET', 'counters');
    expect(calls).toMatchObject({ 'POST /token refresh_token': { requests: 2, statuses: { 200: 1, 400: 1 } } });
  });

  it('takes everything back from an app that revokes one of its tokens, and nothing from others', async () => {
    const [one, two] = [await sandbox.connect(), await sandbox.connect()];
    const [other, otto] = [
      await sandbox.connect(MIA, [DRIVE], oauthClient(sandbox.url, 'other')),
      await sandbox.connect(OTTO),
    ];
    await one.revokeToken(one.credentials.access_token ?? '');
    for (const gone of [one, two]) await expect(gone.refreshAccessToken()).rejects.toThrow('invalid_grant');
    for (const unaffected of [other, otto])
      expect((await unaffected.refreshAccessToken()).credentials.access_token).toBeTruthy();
  });

  it('lets access run out after the seconds that it was told', async () => {
    await sandbox.admin('POST', 'settings', { accessTokenSeconds: 120 });
    const info = await oauthClient(sandbox.url).getTokenInfo((await sandbox.connect()).credentials.access_token ?? '');
    expect(info.expiry_date - Date.now()).toBeLessThanOrEqual(121_000);
  });

  it('makes the oldest of more than a hundred refresh tokens useless', async () => {
    const first = await sandbox.connect();
    const second = await sandbox.connect();
    for (let count = 0; count < 99; count++) await sandbox.connect();
    await expect(first.refreshAccessToken()).rejects.toThrow('invalid_grant');
    await second.refreshAccessToken();
  });
});
