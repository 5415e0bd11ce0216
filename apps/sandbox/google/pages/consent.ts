import type { World } from '../core/world.js';
import type { ConsentRequest } from '../oauth/consent-request.js';
import { SCOPES } from '../oauth/scopes.js';
import { errorBox, escaped, layout } from './layout.js';

/** The page on which a person allows an app something, or not. */
export function consentPage(world: World, asked: ConsentRequest, here: string, problem?: string): string {
  const accounts = world.store.all('account');
  const chosen = accounts.find(({ id }) => id === asked.loginHint)?.id ?? accounts[0]?.id;
  return layout(
    'Sign in with Google (sandbox)',
    `<h1>${escaped(asked.clientId)} wants to use your Google Drive</h1>
<p class="soft">You go back to ${escaped(new URL(asked.redirectUri).host)} afterwards.</p>
${errorBox(problem)}
<form method="post" action="${escaped(here)}">
<fieldset>
<legend>Account</legend>
${accounts.map(({ id, name }) => choice('radio', 'account', id, `${name} – ${id}`, id === chosen)).join('\n')}
</fieldset>
<fieldset>
<legend>What it may do</legend>
${asked.scopes.map((scope) => choice('checkbox', 'scope', scope, SCOPES[scope] ?? scope, true)).join('\n')}
</fieldset>
<div class="row end"><button id="deny" type="submit" name="action" value="deny">Cancel</button><button class="main" id="allow" type="submit" name="action" value="allow">Allow</button></div>
</form>`,
    true,
  );
}

const choice = (type: 'radio' | 'checkbox', name: string, value: string, text: string, checked: boolean): string =>
  `<label><input type="${type}" name="${name}" value="${escaped(value)}"${checked ? ' checked' : ''}><span>${escaped(text)}</span></label>`;

/** A request that no app should have made; the person can't go on. */
export const consentProblem = (message: string): string =>
  layout('Access blocked', `<h1>Access blocked: this app's request is invalid</h1><p>${escaped(message)}</p>`, true);
