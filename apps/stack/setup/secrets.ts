import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEMO_DOMAIN } from '#config/demo-accounts.js';
import { type Account, writePrivately } from '../home/state-file.js';

const ROLES = ['author', 'support', 'finance', 'admin'] as const;

const secrets = z.object({
  jwtSecret: z.string().min(32),
  databasePassword: z.string().min(16),
  passwords: z.record(z.enum(ROLES), z.string()),
});
export type Secrets = z.infer<typeof secrets>;

/**
 * The secrets of one data folder, made at random the first time and kept. A file that cannot be read is an error rather
 * than a reason to make new ones: the database would refuse them.
 */
export function secretsOf(path: string): Secrets {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const fresh = newSecrets();
    writePrivately(path, fresh);
    return fresh;
  }
  return secrets.parse(JSON.parse(text));
}

export function demoAccounts({ passwords }: Secrets): Account[] {
  return ROLES.map((role) => ({ role, email: `${role}@${DEMO_DOMAIN}`, password: passwords[role] }));
}

/** What the stand-in for Stripe signs its webhooks with; derived, so that older data folders have one, too. */
export const webhookSecretOf = ({ jwtSecret }: Secrets): string =>
  `whsec_${createHmac('sha256', jwtSecret).update('stripe sandbox').digest('hex')}`;

/** What encrypts workflows' payloads and Google's tokens; derived, so that older data folders have one, too. */
export const encryptionKeysOf = ({ jwtSecret }: Secrets): string =>
  `stack:${createHmac('sha256', jwtSecret).update('encryption').digest('base64')}`;

/** What the platform names as its secret to the stand-in for Google. */
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

/** Read off a screen and typed by people, so no letters that look alike; 16 of 32 characters are 80 bits. */
function passphrase(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const part = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [part(), part(), part(), part()].join('-');
}
