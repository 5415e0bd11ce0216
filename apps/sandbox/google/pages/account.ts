import type { Account } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { type Answer, type Exchange, page, seeOther } from '../exchange.js';
import { grantsOf, removeAccess } from '../oauth/grants.js';
import { SCOPES } from '../oauth/scopes.js';
import { sizeText, timeText, topLinks } from './folder-page.js';
import { escaped, layout } from './layout.js';

/** `/`: whose Drive to look at; `/drive/:account`: theirs; `/account/:account`: their space and the apps that may use it. */
export async function accountPages(world: World, exchange: Exchange): Promise<Answer | undefined> {
  if (exchange.path === '/') return page(200, chooser(world));
  const [, what, name = ''] = /^\/(account|drive)\/([^/]+)$/.exec(exchange.path) ?? [];
  const account = world.store.get('account', decodeURIComponent(name));
  if (!account) return undefined;
  if (what === 'drive') return seeOther(`/drive/folders/${account.rootId}`);
  if (exchange.method !== 'POST') return page(200, accountPage(world, account));
  const client = (await exchange.form()).get('client');
  if (client) removeAccess(world, account.id, client);
  return seeOther(exchange.path);
}

const chooser = (world: World): string =>
  layout(
    'Google Drive (sandbox)',
    `<h1>Whose Drive?</h1>
<ul>${world.store
      .all('account')
      .map(
        ({ id, name, rootId }) =>
          `<li><a href="/drive/folders/${rootId}">${escaped(name)}</a> <span class="soft">${escaped(id)}</span></li>`,
      )
      .join('\n')}</ul>`,
    true,
  );

function accountPage(world: World, account: Account): string {
  const { id, name, limit } = account;
  const usage = world.usageOf(id);
  const clients = [...new Set(grantsOf(world, id).map(({ client }) => client))];
  return layout(
    'Account – Google (sandbox)',
    `${topLinks(account)}
<h1>${escaped(name)}</h1>
<p class="soft">${escaped(id)}</p>
<h2>Storage</h2>
<p id="usage">${sizeText(usage.drive)} of ${limit === null ? 'unlimited' : sizeText(limit)} used, ${sizeText(usage.trash)} of it in the trash</p>
<h2>Apps with access</h2>
${clients.map((client) => appSection(world, account, client)).join('\n') || '<p class="soft" id="no-apps">No app has access to this account.</p>'}`,
  );
}

function appSection(world: World, { id }: Account, client: string): string {
  const grants = grantsOf(world, id, client);
  const scopes = [...new Set(grants.flatMap((each) => each.scopes))];
  return `<h3>${escaped(client)}</h3>
<ul>${scopes.map((scope) => `<li>${escaped(SCOPES[scope] ?? scope)}</li>`).join('')}</ul>
<p class="small soft">Since ${timeText(grants[0]?.createdTime ?? '')} UTC</p>
<form method="post" action="/account/${encodeURIComponent(id)}"><input type="hidden" name="client" value="${escaped(client)}"><button class="bad" type="submit">Remove access</button></form>`;
}
