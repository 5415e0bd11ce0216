import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from './config.js';
import { loadConfig } from './load-config.js';
import { environmentSchema } from './environment.js';
import { temporalOf } from './temporal.js';

const least = {
  DATABASE_URL: 'postgresql://me:secret@db:5432/books',
  TEMPORAL_ADDRESS: 'temporal:7233',
  JWT_SECRET: 'x'.repeat(32),
};

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
};

describe('the configuration', () => {
  it('needs three variables and has a default for the rest', () => {
    const config = loadConfig(least);
    expect(config.storage).toEqual({ kind: 'files', directory: '.data/artifacts' });
    expect(config.defaultProvider).toBe('built-in');
    expect(config.openai).toBeUndefined();
  });

  it('reports every problem at once', () => {
    const problems = problemsOf({ PORT: 'eighty', PROVIDER: 'openai', TEMPORAL_TLS_CERT: '/cert.pem' });
    for (const name of ['PORT', 'DATABASE_URL', 'TEMPORAL_ADDRESS', 'JWT_SECRET', 'OPENAI_API_KEY', 'TEMPORAL_TLS_KEY'])
      expect(problems.join('\n')).toContain(name);
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ ...least, OPENAI_API_KEY: '', PORT: '' }).http.port).toBe(3000);
  });

  const anyKey = (byte: number): string =>
    Buffer.from(Array.from({ length: 32 }, (_, at) => (at * byte) % 251)).toString('base64');
  const production = {
    ...least,
    NODE_ENV: 'production',
    JWT_SECRET: 'kZ3vN8qLw1Tg5YbXr7MhCs2JdPf9Ua4E',
    FEATURES: 'none',
    PUBLIC_URL: 'https://books.example',
    SMTP_URL: 'smtp://post.example:587',
    MAIL_FROM: 'Books <books@example.com>',
    STORAGE_DIR: '/artifacts',
    ENCRYPTION_KEYS: `one:${anyKey(7)}`,
  };

  it('takes a production that says what it wants', () => {
    expect(problemsOf(production)).toEqual([]);
  });

  it('refuses in production what was left to chance, each with what to do', () => {
    const problems = problemsOf({
      ...least,
      NODE_ENV: 'production',
      OPENAI_SANDBOX: 'true',
      STRIPE_BASE_URL: 'http://fake',
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'FEATURES',
      'SMTP_URL',
      'PUBLIC_URL',
      'ENCRYPTION_KEYS',
      'OPENAI_SANDBOX',
      'STRIPE_BASE_URL',
      'STORAGE_DIR or S3_BUCKET',
      'JWT_SECRET',
    ]);
  });

  it.each([
    ['JWT_SECRET', 'change-me-change-me-change-me-change-me'],
    ['JWT_SECRET', 'abababababababababababababababababab'],
    ['ENCRYPTION_KEYS', `one:${Buffer.alloc(32).toString('base64')}`],
    ['ENCRYPTION_KEYS', `one:${anyKey(7)},two:${Buffer.alloc(32, 1).toString('base64')}`],
  ])('refuses in production a %s out of an example', (name, value) => {
    expect(problemsOf({ ...production, [name]: value }).join()).toContain(`${name}: looks like an example`);
    expect(problemsOf({ ...least, [name]: value })).toEqual([]);
  });

  it.each([
    ['payments', ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET']],
    ['drive', ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET']],
    ['openai', ['OPENAI_API_KEY']],
  ])('asks for the keys of %s when it is on', (feature, names) => {
    const problems = problemsOf({ ...production, FEATURES: feature });
    expect(problems).toEqual(names.map((name) => `${name}: needed, since FEATURES has ${feature}`));
  });

  it('leaves a feature off that is not named, keys or no keys, and refuses one that it does not know', () => {
    const keys = { OPENAI_API_KEY: 'sk', STRIPE_SECRET_KEY: 'sk', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
    const { openai, stripe } = loadConfig({ ...least, ...keys, FEATURES: 'openai' });
    expect([openai?.apiKey, stripe]).toEqual(['sk', undefined]);
    expect(loadConfig({ ...least, ...keys }).stripe?.webhookSecret).toBe('whsec_1');
    const hosts = loadConfig({ ...least, ...keys, OPENAI_IMAGE_HOSTS: 'CDN.example.com, http://10.0.0.5:9000' }).openai;
    expect(hosts?.imageHosts).toEqual(['cdn.example.com', 'http://10.0.0.5:9000']);
    expect(problemsOf({ ...least, OPENAI_IMAGE_HOSTS: 'https://cdn.example.com/pictures' }).join()).toContain(
      'OPENAI_IMAGE_HOSTS',
    );
    expect(problemsOf({ ...least, FEATURES: 'openai,drivel' }).join()).toContain('FEATURES');
    expect(problemsOf({ ...least, ...keys, FEATURES: 'none', PROVIDER: 'openai' }).join()).toContain(
      'FEATURES: must have openai',
    );
  });

  it('sends alerts to some recipients and one webhook, in production by https or on loopback', () => {
    const hook = {
      ALERT_WEBHOOK_URL: 'https://pager.example/in',
      ALERT_WEBHOOK_SECRET: 'kZ3vN8qLw1Tg5YbXr7MhCs2JdPf9Ua4E',
    };
    const { alerts } = loadConfig({ ...production, ...hook, ALERT_MAIL_TO: 'a@x.example, b@x.example' });
    expect(alerts).toEqual({
      mailTo: ['a@x.example', 'b@x.example'],
      webhook: { url: hook.ALERT_WEBHOOK_URL, secret: hook.ALERT_WEBHOOK_SECRET },
    });
    expect(loadConfig(least).alerts).toEqual({ mailTo: [], webhook: undefined });
    const to = (url: string) => ({ ...production, ...hook, ALERT_WEBHOOK_URL: url });
    expect(problemsOf(to('http://pager.example/in')).join()).toContain('ALERT_WEBHOOK_URL: https in production');
    expect(problemsOf(to('http://localhost.pager.example/in')).join()).toContain('ALERT_WEBHOOK_URL: https');
    for (const url of ['http://127.0.0.1:9/in', 'http://localhost:9/in', 'http://[::1]:9/in'])
      expect(problemsOf(to(url))).toEqual([]);
    expect(problemsOf(to('ftp://pager.example')).join()).toContain('ALERT_WEBHOOK_URL');
    expect(problemsOf({ ...production, ALERT_WEBHOOK_URL: 'https://pager.example' }).join()).toContain(
      'ALERT_WEBHOOK_SECRET: set both',
    );
    expect(problemsOf({ ...production, ...hook, ALERT_WEBHOOK_SECRET: 'secret'.repeat(9) }).join()).toContain(
      'ALERT_WEBHOOK_SECRET: looks like',
    );
    expect(problemsOf({ ...production, ALERT_MAIL_TO: 'nobody' }).join()).toContain('ALERT_MAIL_TO');
  });

  describe('with secrets in files', () => {
    let folder: string;
    const file = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'colorbook-secrets-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('reads them, without the line end', () => {
      const { JWT_SECRET, ...others } = least;
      const config = loadConfig({ ...others, JWT_SECRET_FILE: file('jwt', `${JWT_SECRET}\n`) });
      expect(config.auth.jwtSecret).toBe(JWT_SECRET);
    });

    it('says which are missing, empty, doubled or no secrets, and never what is in them', () => {
      const problems = problemsOf({
        ...least,
        OPENAI_API_KEY_FILE: join(folder, 'nowhere'),
        SMTP_URL_FILE: file('empty', '\n'),
        JWT_SECRET_FILE: file('twice', 'hush-hush'.repeat(5)),
        HOST_FILE: file('host', '0.0.0.0'),
      });
      expect(problems.map((problem) => problem.split(':')[0])).toEqual([
        'OPENAI_API_KEY_FILE',
        'SMTP_URL_FILE',
        'JWT_SECRET_FILE',
        'HOST_FILE',
      ]);
      expect(problems.join()).not.toContain('hush');
    });
  });

  it('keeps mails as files until there is a mail server and a sender', () => {
    expect(loadConfig(least).mail).toEqual({ kind: 'files', directory: '.data/mail' });
    const mail = { SMTP_URL: 'smtp://post.example:587', MAIL_FROM: 'Books <books@example.com>' };
    expect(loadConfig({ ...least, ...mail }).mail.kind).toBe('smtp');
    expect(problemsOf({ ...least, SMTP_URL: mail.SMTP_URL }).join()).toContain('MAIL_FROM');
    expect(problemsOf({ ...least, SMTP_URL: 'https://post.example' }).join()).toContain('SMTP_URL');
  });

  it.each<[Record<string, string>, string, boolean]>([
    [{}, 'http://127.0.0.1:3000', false],
    [{ HOST: '0.0.0.0', PORT: '4100' }, 'http://127.0.0.1:4100', false],
    [{ HOST: '::' }, 'http://127.0.0.1:3000', false],
    [{ HOST: '::1' }, 'http://[::1]:3000', false],
    [{ HOST: '[::1]' }, 'http://[::1]:3000', false],
    [{ HOST: '192.168.1.7' }, 'http://192.168.1.7:3000', false],
    [{ PUBLIC_URL: 'http://colorbook.lan:4100' }, 'http://colorbook.lan:4100', false],
    [{ PUBLIC_URL: 'https://books.example/' }, 'https://books.example', true],
    [{ PUBLIC_URL: 'HTTPS://Books.example:443' }, 'https://books.example', true],
    [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://[fd00::7]:8443' }, 'https://[fd00::7]:8443', true],
  ])(
    'makes links for the public address, else for where it listens; cookies are Secure by https: %j',
    (env, publicUrl, secure) => {
      for (const NODE_ENV of ['development', 'test'])
        expect(loadConfig({ ...least, ...env, NODE_ENV }).http).toMatchObject({ publicUrl, secure });
    },
  );

  it.each([
    ['http://books.example', false],
    ['https://books.example', true],
  ])('takes %s in production, and cookies follow its scheme', (PUBLIC_URL, secure) => {
    expect(loadConfig({ ...production, PUBLIC_URL }).http.secure).toBe(secure);
  });

  it.each([
    ['https://example.com/books', 'leave out the path /books'],
    ['https://example.com/books/', 'leave out the path /books/'],
    ['https://example.com?tenant=1', 'leave out the query ?tenant=1'],
    ['https://example.com/#books', 'leave out the fragment #books'],
    ['https://me:hush@example.com', 'leave out a user name or password'],
    ['https://example.com/a?b=c', 'leave out the path /a and the query ?b=c'],
    ['books.example', 'an address that starts with https://'],
    ['ftp://books.example', 'an address that starts with https://'],
  ])('refuses the public address %s, which nothing would be served at', (PUBLIC_URL, words) => {
    const problem = problemsOf({ ...least, PUBLIC_URL }).join();
    expect(problem).toMatch(/^PUBLIC_URL: /);
    expect(problem).toContain(words);
    expect(problem).not.toContain('hush');
  });

  it.each(['0.0.0', 'my host', '127.0.0.1:3000', 'http://0.0.0.0'])('refuses the host %s', (HOST) => {
    expect(problemsOf({ ...least, HOST }).join()).toContain(`HOST: ${HOST} is neither an IP address nor a host name`);
  });

  it('takes Google’s client with keys to encrypt its tokens by, the newest first', () => {
    const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
    const google = { ...least, GOOGLE_CLIENT_ID: 'client', GOOGLE_CLIENT_SECRET: 'hush' };
    expect(problemsOf(google).join()).toContain('ENCRYPTION_KEYS');
    const config = loadConfig({ ...google, ENCRYPTION_KEYS: `new:${key(1)}, old:${key(2)}` });
    expect(config.google?.keys.map(({ id, key: bytes }) => [id, bytes[0], bytes.length])).toEqual([
      ['new', 1, 32],
      ['old', 2, 32],
    ]);
    for (const wrong of ['new:short', key(1), `a:${key(1)},a:${key(2)}`])
      expect(problemsOf({ ...google, ENCRYPTION_KEYS: wrong }).join()).toContain('ENCRYPTION_KEYS');
    expect(problemsOf({ ...least, GOOGLE_CLIENT_SECRET: 'hush' }).join()).toContain('GOOGLE_CLIENT_ID');
  });

  it('has workers of a deployment where one is named, of a build that may name itself', () => {
    expect(loadConfig({ ...least, WORKER_BUILD_ID: 'b1' }).temporal.deployment).toBeUndefined();
    const named = { ...least, WORKER_DEPLOYMENT: 'books' };
    expect(loadConfig(named).temporal.deployment).toEqual({ name: 'books', buildId: undefined });
    expect(loadConfig({ ...named, WORKER_BUILD_ID: '2026-11.2' }).temporal.deployment?.buildId).toBe('2026-11.2');
    // Temporal joins both by these
    for (const wrong of ['a.b', 'a:b', 'a b'])
      expect(problemsOf({ ...least, WORKER_DEPLOYMENT: wrong }).join()).toContain('WORKER_DEPLOYMENT');
    expect(problemsOf({ ...named, WORKER_BUILD_ID: "it's" }).join()).toContain('WORKER_BUILD_ID');
  });

  it('gives Temporal’s part to a command that has no more than that', () => {
    const alone = { TEMPORAL_ADDRESS: 'temporal:7233', WORKER_DEPLOYMENT: 'books', PORT: '' };
    expect(temporalOf(alone)).toEqual(loadConfig({ ...least, ...alone }).temporal);
    expect(() => temporalOf({})).toThrow('TEMPORAL_ADDRESS');
    expect(() => temporalOf({ ...alone, TEMPORAL_TLS_CERT: '/cert.pem' })).toThrow('TEMPORAL_TLS_KEY');
  });

  it('reads where traces go as OpenTelemetry’s specification has it', () => {
    expect(loadConfig(least).tracing).toBeUndefined();
    const otlp = { ...least, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/base/', TRACE_RATIO: '0.25' };
    expect(loadConfig({ ...otlp, OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b, x-team=c=d' }).tracing).toEqual({
      url: 'http://collector:4318/base/v1/traces',
      headers: { 'api-key': 'a b', 'x-team': 'c=d' },
      ratio: 0.25,
    });
    for (const wrong of ['no-value', 'a=b,', 'a=%E0%A4%A'])
      expect(problemsOf({ ...otlp, OTEL_EXPORTER_OTLP_HEADERS: wrong }).join()).toContain('OTEL_EXPORTER_OTLP_HEADERS');
    expect(problemsOf({ ...otlp, TRACE_RATIO: '2' }).join()).toContain('TRACE_RATIO');
  });

  it('lets a token of metrics be left out, and not be short', () => {
    expect(loadConfig(least).metrics).toEqual({ token: undefined, workerPort: undefined });
    expect(problemsOf({ ...least, METRICS_TOKEN: 'short' }).join()).toContain('METRICS_TOKEN');
  });

  it('never shows a secret in a problem', () => {
    const problems = problemsOf({ ...least, JWT_SECRET: 'tooshort', S3_SECRET_ACCESS_KEY: 'hush-hush' });
    expect(problems.join('\n')).not.toMatch(/tooshort|hush-hush/);
  });

  it('names every variable in the README, and says what each is for', () => {
    const readme = readFileSync('README.md', 'utf8');
    const names = Object.keys(environmentSchema.shape);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
    expect(Object.entries(environmentSchema.shape).filter(([, schema]) => !schema.description)).toEqual([]);
  });
});
