import { createHash, randomBytes } from 'node:crypto';
import { drive, type drive_v3 } from '@googleapis/drive';
import { CodeChallengeMethod, OAuth2Client } from 'google-auth-library';
import { type GoogleSandbox, type GoogleSandboxOptions, startGoogleSandbox } from '../../apps/sandbox/google/server.js';

export const MIA = 'mia.fox@gmail.example';
export const OTTO = 'otto.bear@gmail.example';
export const CLIENT = 'colorbook-test';
export const DRIVE_FILE = 'https://www.googleapis.com/auth/drive.file';
export const DRIVE = 'https://www.googleapis.com/auth/drive';
const REDIRECT = 'http://127.0.0.1:9/callback';

/** A client of Google's own library with the sandbox as its server. */
export function oauthClient(url: string, id = CLIENT, secret = 'hush'): OAuth2Client {
  return new OAuth2Client({
    client_id: id,
    client_secret: secret,
    redirectUri: REDIRECT,
    endpoints: {
      oauth2AuthBaseUrl: `${url}/o/oauth2/v2/auth`,
      oauth2TokenUrl: `${url}/token`,
      oauth2RevokeUrl: `${url}/revoke`,
      tokenInfoUrl: `${url}/tokeninfo`,
    },
  });
}

/** Controls a Google fake: fills in its pages as a person does, and calls its admin API. */
export class GoogleAdmin {
  private constructor(readonly sandbox: GoogleSandbox) {}

  static async open(options: GoogleSandboxOptions = {}): Promise<GoogleAdmin> {
    return new GoogleAdmin(await startGoogleSandbox(options));
  }

  /** For a sandbox that runs already. */
  static at(sandbox: GoogleSandbox): GoogleAdmin {
    return new GoogleAdmin(sandbox);
  }

  get url(): string {
    return this.sandbox.url;
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  /** A call of the sandbox's admin; fails the test unless it is answered with 200. */
  async admin<T = Record<string, unknown>>(method: string, path: string, body?: object | Buffer): Promise<T> {
    const bytes = Buffer.isBuffer(body) ? new Uint8Array(body) : body && JSON.stringify(body);
    const answer = await fetch(`${this.sandbox.adminUrl}/${path}`, { method, body: bytes });
    const given = (await answer.json()) as T;
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(given)}`);
    return given;
  }

  /** Sends the form of the consent page as a browser does, and returns where it leads. */
  async consent(authUrl: string, fields: [string, string][]): Promise<URL> {
    const answer = await fetch(authUrl, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    const location = answer.headers.get('location');
    if (!location) throw new Error(`The consent page answered ${answer.status}: ${await answer.text()}`);
    return new URL(location);
  }

  /** A person allows an app all that it asks for; returns the client with its tokens. */
  async connect(account = MIA, scopes = [DRIVE_FILE], client = oauthClient(this.url)): Promise<OAuth2Client> {
    const verifier = randomBytes(48).toString('base64url');
    const url = client.generateAuthUrl({
      access_type: 'offline',
      prompt: 'consent',
      scope: scopes,
      state: 'state',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: CodeChallengeMethod.S256,
    });
    const fields = scopes.map((scope): [string, string] => ['scope', scope]);
    const back = await this.consent(url, [['account', account], ['action', 'allow'], ...fields]);
    const code = back.searchParams.get('code') ?? '';
    client.setCredentials((await client.getToken({ code, codeVerifier: verifier })).tokens);
    return client;
  }

  /** Drive through Google's own library; it does not try again by itself. */
  drive(auth: OAuth2Client): drive_v3.Drive {
    return drive({ version: 'v3', auth, rootUrl: `${this.url}/`, retry: false });
  }

  /** A new app's Drive, with its own files only. */
  async app(account = MIA, scopes = [DRIVE_FILE], id = CLIENT): Promise<drive_v3.Drive> {
    return this.drive(await this.connect(account, scopes, oauthClient(this.url, id)));
  }
}
