import type { Ledger } from '../run/ledger.js';
import type { Environment } from '../run/environment.js';

/** L9: no log holds a password, a key or a token. */
export async function noSecrets(environment: Environment, ledger: Ledger): Promise<void> {
  const secrets = Object.entries(await environment.secrets()).filter(
    ([, value]) => typeof value === 'string' && value.length >= 12,
  );
  for (const { name, text } of await environment.logs()) {
    ledger.count('bytes of logs', text.length);
    for (const [which, value] of secrets) if (text.includes(value)) ledger.violate('L9', `${name} holds ${which}`);
    if (/eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./.test(text)) ledger.violate('L9', `${name} holds somebody’s access token`);
    if (/\b(?:sk_test_sandbox|ya29\.[\w-]{10,})/.test(text)) ledger.violate('L9', `${name} holds a provider’s key`);
  }
}
