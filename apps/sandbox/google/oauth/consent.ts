import { newCode } from '../core/ids.js';
import type { World } from '../core/world.js';
import { type Answer, type Exchange, page, seeOther } from '../exchange.js';
import { consentPage, consentProblem } from '../pages/consent.js';
import { type ConsentRequest, readRequest } from './consent-request.js';
import { grantsOf } from './grants.js';

const CODE_GOOD_FOR = 10 * 60_000;

/** `/o/oauth2/v2/auth`: the person chooses an account and what the app may do. */
export async function consent(world: World, exchange: Exchange): Promise<Answer | undefined> {
  if (exchange.path !== '/o/oauth2/v2/auth' || !['GET', 'HEAD', 'POST'].includes(exchange.method)) return undefined;
  const asked = readRequest(exchange.url.searchParams);
  if (typeof asked === 'string') return page(400, consentProblem(asked));
  const here = `${exchange.path}${exchange.url.search}`;
  if (exchange.method !== 'POST') return page(200, consentPage(world, asked, here));
  const form = await exchange.form();
  if (form.get('action') !== 'allow') return back(asked, { error: 'access_denied' });
  const account = world.store.get('account', form.get('account') ?? '');
  const scopes = asked.scopes.filter((scope) => form.getAll('scope').includes(scope));
  if (!account || scopes.length === 0)
    return page(
      200,
      consentPage(world, asked, here, account ? 'Tick what the app may do, or cancel.' : 'Choose an account.'),
    );
  return back(asked, { code: allow(world, asked, account.id, scopes), scope: scopes.join(' ') });
}

/** A refresh token comes with the first permission only, or when the app has the person asked again. */
function allow(world: World, asked: ConsentRequest, account: string, scopes: string[]): string {
  const { clientId: client, redirectUri, challenge } = asked;
  const before = grantsOf(world, account, client);
  const offline = asked.offline && (asked.prompt.includes('consent') || !before.some((each) => each.offline));
  const all = asked.includeGranted ? [...scopes, ...before.flatMap((each) => each.scopes)] : scopes;
  return world.store.transaction(() => {
    for (const old of world.store.all('code')) if (old.expiresAt < Date.now()) world.store.remove('code', old.id);
    if (!world.store.get('client', client)) world.store.put('client', { id: client, secret: '' });
    const expiresAt = Date.now() + CODE_GOOD_FOR;
    const code = {
      id: newCode(),
      client,
      account,
      scopes: [...new Set(all)],
      redirectUri,
      challenge,
      offline,
      expiresAt,
    };
    return world.store.put('code', code).id;
  });
}

function back({ redirectUri, state }: ConsentRequest, values: Record<string, string>): Answer {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(values)) target.searchParams.set(name, value);
  if (state !== null) target.searchParams.set('state', state);
  return seeOther(target.href);
}
