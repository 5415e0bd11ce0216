import { environmentSchema, FEATURES, type Feature, type Variables } from './environment.js';

const NEEDS: Record<Feature, string[]> = {
  payments: ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  drive: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'ENCRYPTION_KEYS'],
  openai: ['OPENAI_API_KEY'],
};
const PAIRS = [
  ['TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY'],
  ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET'],
] as const;
/** Words of secrets that were copied from a text about secrets. */
const KNOWN = /change.?me|secret|password|example|default|your[-_ ]|insecure|development/i;
const FEWEST_CHARACTERS = 10;

/** What is wrong between variables, each with what to do. */
export function crossChecks(env: Variables): string[] {
  return [...pairs(env), ...featureKeys(env), ...(env['NODE_ENV'] === 'production' ? production(env) : [])];
}

const pairs = (env: Variables): string[] =>
  PAIRS.filter(([one, other]) => Boolean(env[one]) !== Boolean(env[other])).map(
    ([one, other]) => `${one} and ${other}: set both or neither`,
  );

function featureKeys(env: Variables): string[] {
  const problems: string[] = [];
  const asked = environmentSchema.shape.FEATURES.safeParse(env['FEATURES']).data;
  for (const feature of asked ?? [])
    for (const name of NEEDS[feature]) if (!env[name]) problems.push(`${name}: needed, since FEATURES has ${feature}`);
  if (env['PROVIDER'] === 'openai' && (asked ? !asked.includes('openai') : !env['OPENAI_API_KEY']))
    problems.push(`${asked ? 'FEATURES: must have openai' : 'OPENAI_API_KEY: needed'}, since PROVIDER is openai`);
  if (!asked && env['GOOGLE_CLIENT_ID'] && !env['ENCRYPTION_KEYS'])
    problems.push('ENCRYPTION_KEYS: needed with GOOGLE_CLIENT_ID, since tokens are kept encrypted');
  return problems;
}

/** A forgotten variable must not silently give books away, lose mails, or weaken access control. */
function production(env: Variables): string[] {
  const problems: string[] = [];
  const need = (name: string, why: string): void =>
    void (env[name] || problems.push(`${name}: needed in production, ${why}`));
  need('FEATURES', `to say what is on: none, or some of ${FEATURES.join(', ')}`);
  need('SMTP_URL', 'where mails must reach people');
  need('PUBLIC_URL', 'for the links in mails');
  need('ENCRYPTION_KEYS', 'since authors’ texts pass through Temporal');
  for (const name of ['OPENAI_SANDBOX', 'STRIPE_SANDBOX', 'GOOGLE_SANDBOX'])
    if (['true', '1'].includes(env[name] ?? '')) problems.push(`${name}: the sandbox is refused in production`);
  for (const name of ['STRIPE_BASE_URL', 'GOOGLE_BASE_URL'])
    if (env[name]) problems.push(`${name}: is for the sandbox, which is refused in production; leave it out`);
  if (!env['STORAGE_DIR'] && !env['S3_BUCKET']) problems.push('STORAGE_DIR or S3_BUCKET: needed in production');
  for (const name of ['JWT_SECRET', 'ALERT_WEBHOOK_SECRET'])
    if (isGuessable(env[name] ?? ''))
      problems.push(`${name}: looks like an example; make one by: openssl rand -base64 48`);
  if (leavesOpenly(env['ALERT_WEBHOOK_URL'] ?? ''))
    problems.push('ALERT_WEBHOOK_URL: https in production, since it tells what is broken; http for loopback only');
  const keys = environmentSchema.shape.ENCRYPTION_KEYS.safeParse(env['ENCRYPTION_KEYS']).data ?? [];
  if (keys.some(({ key }) => new Set(key).size < FEWEST_CHARACTERS))
    problems.push('ENCRYPTION_KEYS: looks like an example; make one by: openssl rand -base64 32');
  return problems;
}

const isGuessable = (value: string): boolean =>
  value !== '' && (KNOWN.test(value) || new Set(value).size < FEWEST_CHARACTERS);

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
function leavesOpenly(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'http:' && !LOOPBACK.test(url.hostname);
}
