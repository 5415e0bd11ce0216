import { createHash } from 'node:crypto';
import type { Client, Grant } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { type Answer, type Exchange, json } from '../exchange.js';
import { grantOfToken, issueAccessToken, storeGrant, removeAccess } from './grants.js';

/** An error in the form of RFC 6749, 5.2, with Google's descriptions. */
class OAuthError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    description: string,
  ) {
    super(description);
  }
}
const invalidGrant = (description: string): OAuthError => new OAuthError(400, 'invalid_grant', description);

/** `POST /token`, `POST /revoke`, `GET|POST /tokeninfo`. */
export async function tokenEndpoints(world: World, exchange: Exchange): Promise<Answer | undefined> {
  const { method, path } = exchange;
  if (!['/token', '/revoke', '/tokeninfo'].includes(path)) return undefined;
  if (method !== 'POST' && path === '/token') return json(405, { error: 'invalid_request' });
  const form = method === 'POST' ? await exchange.form() : new URLSearchParams();
  for (const [name, value] of exchange.url.searchParams) form.append(name, value);
  const bearer = /^Bearer (.+)$/i.exec(exchange.header('authorization') ?? '')?.[1] ?? '';
  if (path === '/token') exchange.grantType = form.get('grant_type');
  try {
    if (path === '/token')
      return json(
        200,
        world.store.transaction(() => token(world, form, exchange.header('authorization'))),
      );
    return path === '/revoke' ? revoke(world, form) : tokenInfo(world, form.get('access_token') ?? bearer);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return json(error.status, { error: error.error, error_description: error.message });
  }
}

function token(world: World, form: URLSearchParams, authorization: string | null): object {
  const client = clientOf(world, form, authorization);
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(world, client, form);
    case 'refresh_token':
      return refresh(world, client, form);
    default:
      throw new OAuthError(400, 'unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`);
  }
}

/** Apps need not be registered: the secret that one names first is its secret. */
function clientOf(world: World, form: URLSearchParams, authorization: string | null): Client {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  const [user = '', password = ''] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : [];
  const id = form.get('client_id') ?? decodeURIComponent(user);
  const secret = form.get('client_secret') ?? decodeURIComponent(password);
  const known = world.store.get('client', id);
  if (!known) throw new OAuthError(401, 'invalid_client', 'The OAuth client was not found.');
  if (secret === '') throw new OAuthError(400, 'invalid_request', 'client_secret is missing.');
  if (known.secret === '') return world.store.put('client', { id, secret });
  if (known.secret !== secret) throw new OAuthError(401, 'invalid_client', 'Unauthorized');
  return known;
}

function exchangeCode(world: World, client: Client, form: URLSearchParams): object {
  const code = world.store.get('code', form.get('code') ?? '');
  if (!code || code.client !== client.id || code.expiresAt < Date.now()) throw invalidGrant('Malformed auth code.');
  if (code.redirectUri !== form.get('redirect_uri')) throw new OAuthError(400, 'redirect_uri_mismatch', 'Bad Request');
  if (code.challenge) checkVerifier(code.challenge, form.get('code_verifier'));
  world.store.remove('code', code.id);
  const grant = storeGrant(world, code);
  return { ...answer(world, grant), ...(grant.offline ? { refresh_token: grant.id } : {}) };
}

/** RFC 7636, 4.6. */
function checkVerifier({ value, method }: { value: string; method: string }, verifier: string | null): void {
  if (!verifier) throw invalidGrant('Missing code verifier.');
  const made = method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (made !== value) throw invalidGrant('Invalid code verifier.');
}

function refresh(world: World, client: Client, form: URLSearchParams): object {
  const grant = world.store.get('grant', form.get('refresh_token') ?? '');
  if (!grant?.offline || grant.client !== client.id) throw invalidGrant('Token has been expired or revoked.');
  return answer(world, grant);
}

const answer = (world: World, grant: Grant): object => ({
  access_token: issueAccessToken(world, grant),
  expires_in: world.accessTokenSeconds,
  scope: grant.scopes.join(' '),
  token_type: 'Bearer',
});

/** Either token takes the app's whole permission back, as at Google. */
function revoke(world: World, form: URLSearchParams): Answer {
  const grant = grantOfToken(world, form.get('token') ?? '');
  if (!grant) throw new OAuthError(400, 'invalid_token', 'Token expired or revoked');
  removeAccess(world, grant.account, grant.client);
  return json(200, {});
}

function tokenInfo(world: World, id: string): Answer {
  const access = world.store.get('access', id);
  if (!access || access.expiresAt < Date.now()) throw new OAuthError(400, 'invalid_token', 'Invalid Value');
  const { client, scopes, offline } = world.store.need('grant', access.grant);
  const seconds = Math.floor((access.expiresAt - Date.now()) / 1000);
  return json(200, {
    azp: client,
    aud: client,
    scope: scopes.join(' '),
    exp: String(Math.floor(access.expiresAt / 1000)),
    expires_in: String(seconds),
    access_type: offline ? 'offline' : 'online',
  });
}
