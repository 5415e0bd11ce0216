import { environmentSchema, isSecret, type Environment } from '#config/environment.js';
import { keysOf } from '#contracts/known-values.js';

const HEAD = `# Copy to .env. Everything here is optional for \`npm start\`, which brings its own PostgreSQL, Temporal and sandboxes;
# what the real environment sets wins over this file. Empty variables count as absent.
# What is marked as secret may also come from a file: NAME_FILE=/run/secrets/name.
# This file is made from libs/config/environment.ts: node dist/apps/stack/setup/write-env-example.js

# --- npm start ---
# Worker processes; left out: one per core
COLORBOOK_WORKERS=
# Make a sample book the first time
COLORBOOK_SAMPLE=true
`;

/** Section headings, by the first variable of each section. */
const SECTIONS: Partial<Record<keyof Environment, string>> = {
  NODE_ENV: 'All processes',
  DATABASE_URL: 'PostgreSQL 15 or newer; npm start brings its own',
  TEMPORAL_ADDRESS: 'Temporal; npm start brings its own',
  JWT_SECRET: 'Sign-in; npm start makes a secret for its data folder',
  STORAGE_DIR: 'Artifacts: a folder, or a bucket when one is named',
  PROVIDER: 'Art and story; npm start brings an OpenAI sandbox',
  STRIPE_SECRET_KEY: 'Payments; npm start brings a Stripe sandbox',
  GOOGLE_CLIENT_ID: 'Google Drive; npm start brings a Google sandbox',
  ENCRYPTION_KEYS: 'Encryption of workflows’ payloads in Temporal and of Google’s tokens (ADR 18)',
  SMTP_URL: 'Mail: confirming an address, a forgotten password, the end of a long batch',
};
/** Variables that `npm start` sets to paths in the data folder, so that their defaults are commented out. */
const OF_THE_DATA_FOLDER: string[] = ['STORAGE_DIR', 'MAIL_DIR'];

/** The text of `.env.example`: every variable with its meaning and default. */
export function envExample(): string {
  return `${HEAD}${keysOf(environmentSchema.shape).map(entry).join('')}`;
}

function entry(name: keyof Environment): string {
  const schema = environmentSchema.shape[name];
  const section = SECTIONS[name] ? `\n# --- ${SECTIONS[name]} ---\n` : '';
  const words = `# ${isSecret(name) ? 'Secret. ' : ''}${schema.description}\n`;
  const standard = OF_THE_DATA_FOLDER.includes(name) ? undefined : schema.safeParse(undefined).data;
  return `${section}${words}${name}=${standard === undefined ? '' : String(standard)}\n`;
}
