import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEMO_DOMAIN } from '#config/demo-accounts.js';
import { errorCode } from '#contracts/error-code.js';
import { type Account, writePrivately } from '../home/state-file.js';

const ROLES = ['author', 'support', 'finance', 'admin'] as const;

const secrets = z.object({
  jwtSecret: z.string().min(32),
  databasePassword: z.string().min(16),
  passwords: z.record(z.enum(ROLES), z.string()),
});
export type Secrets = z.infer<typeof secrets>;

/**
 * The secrets of a data folder, generated at the first start. An unreadable file is an error rather
 * than a reason to generate new ones, which the database would refuse.
 */
export function secretsOf(path: string): Secrets {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    const fresh = newSecrets();
    writePrivately(path, fresh);
    return fresh;
  }
  return secrets.parse(JSON.parse(text));
}

export function demoAccounts({ passwords }: Secrets): Account[] {
  return ROLES.map((role) => ({ role, email: `${role}@${DEMO_DOMAIN}`, password: passwords[role] }));
}

/** Webhook secret of the Stripe sandbox; derived, so that older data folders have one, too. */
export const webhookSecretOf = ({ jwtSecret }: Secrets): string =>
  `whsec_${createHmac('sha256', jwtSecret).update('stripe sandbox').digest('hex')}`;

/** Encryption key of workflow payloads and Google tokens; derived, so that older data folders have one, too. */
export const encryptionKeysOf = ({ jwtSecret }: Secrets): string =>
  `stack:${createHmac('sha256', jwtSecret).update('encryption').digest('base64')}`;

/** OAuth client secret for the Google sandbox. */
export const googleClientSecretOf = ({ jwtSecret }: Secrets): string =>
  createHmac('sha256', jwtSecret).update('google sandbox').digest('base64url');

const word = (bytes: number): string => randomBytes(bytes).toString('base64url');

function newSecrets(): Secrets {
  return {
    jwtSecret: word(48),
    databasePassword: word(24),
    passwords: { author: passphrase(), support: passphrase(), finance: passphrase(), admin: passphrase() },
  };
}

/** Typed by users, so no similar characters; 16 of 32 characters are 80 bits. */
function passphrase(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const part = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [part(), part(), part(), part()].join('-');
}
