import { notSignedIn } from '../drive/errors.js';
import { newAccessToken, newRefreshToken } from '../core/ids.js';
import type { Account, Code, Grant, StoredFile } from '../core/kinds.js';
import type { World } from '../core/world.js';

/** Refresh tokens of one account for one app; one more makes the oldest useless: https://developers.google.com/identity/protocols/oauth2#expiration */
export const TOKENS_PER_CLIENT = 100;

/** The caller: an app on behalf of a user, or the user. */
export interface Actor {
  account: Account;
  /** Null: the person, on the sandbox's own pages. */
  client: string | null;
  scopes: Set<string>;
  /** Refresh token behind the request; empty for a person. */
  grant: string;
}

export const grantsOf = (world: World, account: string, client?: string): Grant[] =>
  world.store.all('grant').filter((each) => each.account === account && (!client || each.client === client));

/** Stores a grant, and deletes the oldest one beyond the limit. */
export function storeGrant(world: World, { client, account, scopes, offline }: Code): Grant {
  const grant = { id: newRefreshToken(), client, account, scopes, offline, createdTime: new Date().toISOString() };
  world.store.put('grant', grant);
  const live = grantsOf(world, account, client).filter((each) => each.offline);
  for (const each of live.slice(0, -TOKENS_PER_CLIENT)) dropGrant(world, each.id);
  return grant;
}

export function issueAccessToken(world: World, grant: Grant): string {
  const now = Date.now();
  for (const old of world.store.all('access')) if (old.expiresAt < now) world.store.remove('access', old.id);
  const expiresAt = now + world.accessTokenSeconds * 1000;
  return world.store.put('access', { id: newAccessToken(), grant: grant.id, expiresAt }).id;
}

function dropGrant(world: World, id: string): void {
  for (const each of world.store.all('access')) if (each.grant === id) world.store.remove('access', each.id);
  world.store.remove('grant', id);
}

/** Revokes all grants of an app, like "Remove access". */
export function removeAccess(world: World, account: string, client?: string): number {
  const gone = grantsOf(world, account, client);
  world.store.transaction(() => gone.forEach(({ id }) => dropGrant(world, id)));
  return gone.length;
}

/** The grant that an access or a refresh token stands for. */
export function grantOfToken(world: World, token: string): Grant | undefined {
  const access = world.store.get('access', token);
  if (access && access.expiresAt < Date.now()) return undefined;
  return world.store.get('grant', access?.grant ?? token);
}

/** @throws GoogleError 401 for a token that is missing, unknown, expired or revoked */
export function actorOf(world: World, authorization: string | null): Actor {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const access = world.store.get('access', token);
  if (!access || access.expiresAt < Date.now()) throw notSignedIn();
  return actorOfGrant(world, access.grant);
}

/** @throws GoogleError 401 when the person took the permission back */
export function actorOfGrant(world: World, id: string): Actor {
  const grant = world.store.get('grant', id);
  if (!grant) throw notSignedIn();
  const account = world.store.need('account', grant.account);
  return { account, client: grant.client, scopes: new Set(grant.scopes), grant: id };
}

export const person = (account: Account): Actor => ({ account, client: null, scopes: new Set(), grant: '' });

/** The person on whose pages a file is: its owner, or the first member of its shared drive. */
export function personOf(world: World, { owner, driveId }: StoredFile): Actor {
  const email = owner ?? world.store.need('drive', driveId ?? '').members[0] ?? '';
  return person(world.store.need('account', email));
}
