import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { loadConfig } from '#config/load-config.js';
import { WORKER_HEAP } from '../apps/stack/start/node-process.js';
import { findDockerCompose, runCompose } from './docker-compose.js';
import type { ComposeRun } from './docker-compose.js';
import { FakeEngine } from '#fixtures/container-engine.fake.js';
import type { FakeContainer } from '#fixtures/container-engine.fake.js';

interface Service {
  image?: string;
  build?: { target: string; dockerfile: string };
  environment?: Record<string, string>;
  secrets?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  restart?: string;
  healthcheck?: object;
  depends_on?: Record<string, { condition: string }>;
}
interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
}

// as compose reads it: `<<` brings in what the platform's processes have in common
const compose = load(readFileSync('docker/compose.yaml', 'utf8'), {
  schema: CORE_SCHEMA.withTags(mergeTag),
}) as Compose;
const example = parseEnv(readFileSync('docker/.env.example', 'utf8'));
const dockerfile = readFileSync('docker/Dockerfile', 'utf8');
const { api, worker } = compose.services as { api: Service; worker: Service };

/** Values for docker/.env.example. */
const FILLED_IN = { MAIL_FROM: 'Books <books@example.com>', PUBLIC_URL: 'https://books.example' };
const SMTP = { SMTP_URL: 'smtp://post.example:587' };

/** Creates the secrets in a copy of the folder, as docs/deploy.md describes, and returns the copy. */
function copyWithSecrets(): string {
  const folder = mkdtempSync(join(tmpdir(), 'colorbook-compose-'));
  for (const name of ['compose.yaml', 'temporal.yaml', 'make-secrets.sh'])
    cpSync(join('docker', name), join(folder, name));
  execFileSync('sh', ['make-secrets.sh'], { cwd: folder, env: { PATH: process.env['PATH'], ...SMTP } });
  return folder;
}

/** As `docker compose` fills in `${NAME}`, `${NAME:-default}` and `${NAME:?words}`. */
const filledIn = (text: string, env: Record<string, string | undefined>): string =>
  text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, words?: string) => {
    if (env[name]) return env[name];
    if (kind === '?') throw new Error(`${name}: ${words}`);
    return kind === '-' ? (words ?? '') : '';
  });

describe('docker/compose.yaml', () => {
  it('gives a worker the heap that it has everywhere', () => {
    const command = ['node', ...WORKER_HEAP, 'dist/apps/worker/main.js'].map((word) => `"${word}"`).join(', ');
    expect(dockerfile).toContain(`CMD [${command}]`);
  });

  it('gives api and worker a configuration that production takes, from .env.example filled in and made secrets', () => {
    const env = { ...example, ...FILLED_IN };
    const folder = copyWithSecrets();
    try {
      for (const { environment } of [api, worker]) {
        const given = Object.entries(environment ?? {}).map(([name, value]) => [name, filledIn(value, env)]);
        const inContainer = given.map(([name = '', value = '']) => [
          name,
          value.replace(/^\/run\/secrets\/(\w+)$/, (_, secret: string) => join(folder, compose.secrets[secret]!.file)),
        ]);
        const config = loadConfig(Object.fromEntries(inContainer) as Record<string, string>);
        expect(config).toMatchObject({ environment: 'production', storage: { kind: 's3' } });
        expect(config.temporal).toMatchObject({ address: 'temporal:7233', keys: [{ id: 'one' }] });
        expect(config.temporal.deployment).toBeUndefined();
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('sets the deployment for workers only', () => {
    const deployment = filledIn(worker.environment!['WORKER_DEPLOYMENT']!, { WORKER_DEPLOYMENT: 'colorbook' });
    expect([deployment, Object.keys(example).includes('WORKER_DEPLOYMENT')]).toEqual(['colorbook', true]);
    expect(Object.keys(api.environment!)).not.toContain('WORKER_DEPLOYMENT');
  });

  it('says what is missing', () => {
    expect(() => Object.values(api.environment!).map((value) => filledIn(value, {}))).toThrow('PUBLIC_URL');
    for (const name of Object.keys(FILLED_IN)) expect(Object.keys(example)).toContain(name);
  });

  it('hands out no secret that is not there, and runs our own processes with few rights', () => {
    for (const { secrets = [] } of Object.values(compose.services))
      for (const secret of secrets) expect(Object.keys(compose.secrets)).toContain(secret);
    for (const service of [api, worker])
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], restart: 'unless-stopped' });
    expect(dockerfile.match(/^FROM base AS (\w+)$/gm)).toEqual(['FROM base AS api', 'FROM base AS worker']);
    expect(dockerfile).toMatch(/AS base[\s\S]*USER node[\s\S]*FROM base/);
    expect([api.build?.target, worker.build?.target]).toEqual(['api', 'worker']);
  });

  it('pins every image, and waits for dependencies', () => {
    for (const [name, { image, depends_on = {} }] of Object.entries(compose.services)) {
      if (image) expect([name, image]).toEqual([name, expect.stringMatching(/^[\w/.-]+:(\$\{\w+:-)?[\d.]+\}?$/)]);
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect(Object.keys(compose.services)).toContain(other);
        const { healthcheck } = compose.services[other]!;
        expect([other, condition === 'service_healthy']).toEqual([other, Boolean(healthcheck)]);
      }
    }
  });
});

describe('docker/make-secrets.sh', () => {
  let folder: string;
  const make = (env: Record<string, string> = SMTP) =>
    spawnSync('sh', [join(folder, 'make-secrets.sh')], {
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    });
  const secret = (name: string): string => readFileSync(join(folder, 'secrets', name), 'utf8');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'colorbook-secrets-'));
    cpSync('docker/make-secrets.sh', join(folder, 'make-secrets.sh'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('creates every secret once, readable by containers only', () => {
    expect(make().status).toBe(0);
    expect(readdirSync(join(folder, 'secrets')).sort()).toEqual(Object.keys(compose.secrets).sort());
    const first = secret('encryption_keys');
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
    for (const name of Object.keys(compose.secrets))
      expect(statSync(join(folder, 'secrets', name)).mode & 0o777).toBe(0o444);
    expect([make({}).stdout, secret('encryption_keys')]).toEqual(['', first]);
    expect(secret('database_url')).toContain(secret('postgres_password'));
  });

  it('takes over what an older .env has', () => {
    const key = `old:${Buffer.alloc(32, 7).toString('base64')}`;
    const url = 'postgresql://colorbook:a%40b@postgres:5432/colorbook';
    writeFileSync(
      join(folder, '.env'),
      `POSTGRES_PASSWORD=a@b\nDATABASE_URL=${url}\nENCRYPTION_KEYS="${key}"\nJWT_SECRET=\n`,
    );
    expect(make().status).toBe(0);
    expect(['postgres_password', 'database_url', 'encryption_keys'].map(secret)).toEqual(['a@b', url, key]);
    expect(secret('jwt_secret').length).toBeGreaterThan(60);
  });

  it.each([
    ['no mail server', {}, 'SMTP_URL='],
    ['a password that no address can hold', { ...SMTP, POSTGRES_PASSWORD: 'a@b' }, 'percent-encoded'],
  ])('says what is missing: %s', (_what, env, words) => {
    const { status, stderr } = make(env);
    expect([status, stderr]).toEqual([1, expect.stringContaining(words)]);
  });
});

const dockerCompose = await findDockerCompose((line) => process.stderr.write(`${line}\n`));

/** Without Docker Compose, one line above says that this is left out. */
if (dockerCompose)
  describe('docker/compose.yaml before Docker Compose itself', () => {
    let folder: string;
    let engine: FakeEngine;
    beforeAll(() => {
      folder = copyWithSecrets();
      const lines = Object.entries({ ...example, ...FILLED_IN }).map(([name, value]) => `${name}=${value}`);
      writeFileSync(join(folder, '.env'), lines.join('\n'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));
    beforeEach(async () => {
      engine = new FakeEngine();
      await engine.listen(join(folder, 'engine.sock'));
    });
    afterEach(() => engine.close());

    const run = (...args: string[]): Promise<ComposeRun> =>
      runCompose(dockerCompose, ['-f', join(folder, 'compose.yaml'), ...args], {
        cwd: folder,
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: folder,
          DOCKER_CONFIG: folder,
          DOCKER_HOST: `unix://${folder}/engine.sock`,
        },
        timeoutMs: 240_000,
      });
    const up = () => run('up', '--detach', '--scale', 'api=2', '--scale', 'worker=4');
    /** A container's environment, with secrets at their host paths. */
    const environmentOf = ({ ask }: FakeContainer): Record<string, string> => {
      const secrets = new Map(ask.HostConfig.Mounts?.map(({ Target, Source }) => [Target, Source]));
      const pairs = (ask.Env ?? []).map((each) => each.split(/=(.*)/s) as [string, string]);
      return Object.fromEntries(pairs.map(([name, value = '']) => [name, secrets.get(value) ?? value]));
    };

    it('is read, and is what we read', async () => {
      const { code, output } = await run('config', '--format', 'json');
      expect([code, output]).toEqual([0, expect.stringContaining('"services"')]);
      const { services } = JSON.parse(output.slice(output.indexOf('{'))) as Compose;
      expect(Object.keys(services).sort()).toEqual(Object.keys(compose.services).sort());
    }, 300_000);

    it('starts everything, in order, and gives each process what production takes', async () => {
      const { code, output } = await up();
      expect([code, output]).toEqual([0, expect.any(String)]);
      const count = (service: string) => engine.started.filter((each) => each === service).length;
      expect(Object.keys(compose.services).map((name) => [name, count(name)])).toEqual(
        Object.keys(compose.services).map((name) => [name, name === 'api' ? 2 : name === 'worker' ? 4 : 1]),
      );
      for (const [name, { depends_on = {} }] of Object.entries(compose.services))
        for (const other of Object.keys(depends_on))
          expect([name, other, engine.started.indexOf(other) < engine.started.indexOf(name)]).toEqual([
            name,
            other,
            true,
          ]);
      const own = engine.containers.filter(({ service }) => ['api', 'worker'].includes(service));
      for (const container of own) {
        expect(container.ask.HostConfig).toMatchObject({
          ReadonlyRootfs: true,
          CapDrop: ['ALL'],
          Tmpfs: { '/tmp': '' },
        });
        const config = loadConfig(environmentOf(container));
        expect(config).toMatchObject({ environment: 'production', storage: { kind: 's3' }, mail: { kind: 'smtp' } });
      }
    }, 300_000);

    it.each([
      ['secrets of the environment', '{ environment: PUBLIC_URL }', 'sole supported option'],
      ['a file that is not there', '{ file: secrets/nowhere }', 'secrets/nowhere'],
    ])(
      'would be refused with %s',
      async (_what, source, words) => {
        const path = join(folder, 'compose.yaml');
        const text = readFileSync(path, 'utf8');
        writeFileSync(path, text.replace('{ file: secrets/jwt_secret }', source));
        try {
          expect(await up()).toMatchObject({ code: 1, output: expect.stringContaining(words) });
        } finally {
          writeFileSync(path, text);
        }
      },
      300_000,
    );
  });
