import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, statfs, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import type { Role } from '#contracts/auth.js';
import { startOpenAiSandbox, type OpenAiSandbox } from '../../../apps/sandbox/openai/server.js';
import { postgresUrl } from '../../../apps/stack/database/postgres.js';
import { inProject } from '../../../apps/stack/project.js';
import { openStripe } from '#stripe/stripe-gateway.js';
import { eventually, startStack } from '../../support/stack.js';
import type { RunningStack } from '../../support/stack.js';
import type { Mutant } from './mutants.js';

/** What a copy of the program shares with the checkout; the compiled code is its own, since it is changed. */
const SHARED = ['node_modules', 'apps', 'libs', 'prisma'];
/** Size of the disk that can be filled: more than a run needs; a tmpfs allocates on use. */
const DISK_BYTES = 16 * 2 ** 30;

/** The platform under test, with control of its processes, disk, clock and fakes. */
export class Environment {
  #stack!: RunningStack;
  #db: pg.Client | undefined;
  #temporal: Promise<Client> | undefined;
  readonly program: string;
  readonly home: string;
  readonly clockFile: string;
  readonly disk: string;
  /** Survives crashes of the platform as the real service would, so that its log of paid calls is complete. */
  #openai!: OpenAiSandbox;
  /** Whether the disk can be filled; needs the right to mount a file system. */
  ownDisk = false;

  private constructor(
    readonly folder: string,
    readonly workers: number,
    readonly mutant: Mutant | undefined,
  ) {
    this.program = join(folder, 'program');
    this.home = join(folder, 'home');
    this.clockFile = join(folder, 'clock.json');
    this.disk = join(folder, 'disk');
  }

  /** Copies the program, applies the mutant, and starts it. */
  static async open(workers: number, mutant?: Mutant): Promise<Environment> {
    const environment = new Environment(await mkdtemp(join(tmpdir(), 'colorbook-chaos-')), workers, mutant);
    await environment.#copyProgram();
    await mkdir(environment.disk);
    environment.ownDisk = mountOwnDisk(environment.disk);
    await environment.setClock({});
    environment.#openai = await startOpenAiSandbox();
    await environment.start();
    if (mutant?.sql) await environment.query(mutant.sql);
    return environment;
  }

  async start(): Promise<void> {
    const entry = pathToFileURL(join(this.program, 'dist', 'apps', 'cli', 'start.js')).href;
    const clock = pathToFileURL(inProject('test', 'chaos', 'run', 'clock-shift.mjs')).href;
    this.#stack = await startStack({
      home: this.home,
      workers: this.workers,
      program: ['--input-type=module', '-e', `process.exit(await (await import(${JSON.stringify(entry)})).main())`],
      env: {
        NODE_OPTIONS: `--import ${clock}`,
        FAULT_CLOCK_FILE: this.clockFile,
        OPENAI_BASE_URL: this.#openai.url,
        OPENAI_API_KEY: 'sandbox',
        OPENAI_SANDBOX: 'true',
        STORAGE_DIR: join(this.disk, 'artifacts'),
        RATE_LIMIT_PER_MINUTE: '1000000',
        AUTH_RATE_LIMIT_PER_MINUTE: '1000000',
      },
    });
  }

  /** `kill -9` of the supervisor, whose children end with it, and a restart on the same data folder. */
  async crash(): Promise<void> {
    await this.#stack.kill();
    await this.start();
  }

  async close(keep: boolean): Promise<void> {
    await this.#db?.end().catch(() => undefined);
    await this.#temporal?.then(({ connection }) => connection.close()).catch(() => undefined);
    await this.#stack.stop();
    await this.#openai.close();
    if (keep) return;
    if (this.ownDisk) execFileSync('umount', [this.disk]);
    await rm(this.folder, { recursive: true, force: true });
  }

  get url(): string {
    return this.#stack.url;
  }
  get processes(): string[] {
    return this.#stack.state().processes.map(({ name }) => name);
  }
  /** Null while it is down. */
  pid(name: string): number | null {
    return this.#stack.state().processes.find((each) => each.name === name)?.pid ?? null;
  }
  account(role: Role): { email: string; password: string } {
    const { email, password } = this.#stack.state().accounts.find((each) => each.role === role)!;
    return { email, password };
  }
  allRunning(): boolean {
    return this.#stack.state().processes.every(({ state }) => state === 'running');
  }
  /** Restarts by the supervisor, by process. */
  restarts(): Record<string, number> {
    return Object.fromEntries(this.#stack.state().processes.map(({ name, restarts }) => [name, restarts]));
  }

  /** Shrinks the disk to what is used. */
  async fillDisk(): Promise<void> {
    const { blocks, bfree, bsize } = await statfs(this.disk);
    // a size of 0 would lift the limit for good: an unlimited tmpfs can't be limited again
    mountDisk(this.disk, Math.max(blocks - bfree, 1) * bsize, 'remount');
  }
  freeDisk(): void {
    if (this.ownDisk) mountDisk(this.disk, DISK_BYTES, 'remount');
  }

  /** Shifts the clocks of api and workers, in milliseconds. */
  async setClock(shift: { api?: number; worker?: number }): Promise<void> {
    await writeFile(this.clockFile, JSON.stringify(shift));
  }

  /** Calls the admin API of a fake. */
  async sandbox<T = unknown>(
    name: 'openai' | 'stripe' | 'google',
    method: string,
    path: string,
    body?: object,
  ): Promise<T> {
    const adminUrl = name === 'openai' ? this.#openai.adminUrl : `http://127.0.0.1:${this.#port(name)}/sandbox/${name}`;
    const response = await fetch(`${adminUrl}/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`${name} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  stripe(): ReturnType<typeof openStripe> {
    return openStripe({
      secretKey: 'sk_test_sandbox',
      webhookSecret: 'whsec_x',
      baseUrl: `http://127.0.0.1:${this.#port('stripe')}`,
      sandbox: true,
      everyMinutes: 60,
    });
  }

  /** Queries the database directly; retries while it is being killed. */
  async query<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        this.#db ??= await this.#connect();
        return (await this.#db.query<T>(sql, values)).rows;
      } catch (error) {
        if (tries > 60 || !isAway(error)) throw error;
        await this.#db?.end().catch(() => undefined);
        this.#db = undefined;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  temporal(): Promise<Client> {
    this.#temporal ??= Connection.connect({
      address: `127.0.0.1:${this.#port('temporal')}`,
      connectTimeout: '20s',
    }).then((connection) => new Client({ connection }));
    return this.#temporal;
  }

  async upAgain(ms = 90_000): Promise<void> {
    await eventually('all parts run', () => this.allRunning(), ms);
    let status = '';
    await eventually('the api is ready', async () => (status = await readiness(this.url)) === 'ready', ms).catch(
      (error: unknown) => {
        throw new Error(`${String(error)}: ${status}`);
      },
    );
  }

  async secrets(): Promise<Record<string, string>> {
    return JSON.parse(await readFile(join(this.home, 'secrets.json'), 'utf8')) as Record<string, string>;
  }
  async logs(): Promise<{ name: string; text: string }[]> {
    const folder = join(this.home, 'logs');
    const names = await readdir(folder);
    return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
  }

  #port(name: string): number {
    return this.#stack.state().processes.find((each) => each.name === name)!.port!;
  }

  async #connect(): Promise<pg.Client> {
    const { databasePassword } = await this.secrets();
    const client = new pg.Client({
      connectionString: postgresUrl(this.#port('postgres'), databasePassword ?? '', 'colorbook'),
      application_name: 'chaos',
    });
    client.on('error', () => undefined); // faults kill it
    await client.connect();
    return client;
  }

  async #copyProgram(): Promise<void> {
    await mkdir(this.program);
    await cp(inProject('package.json'), join(this.program, 'package.json'));
    await cp(inProject('dist'), join(this.program, 'dist'), { recursive: true });
    for (const name of SHARED) await symlink(inProject(name), join(this.program, name));
    if (this.mutant?.edits) await replaceIn(join(this.program, 'dist'), this.mutant.edits);
  }
}

/** Edits compiled files; each `from` has to occur exactly once in its file. */
export async function replaceIn(folder: string, edits: { file: string; from: string; to: string }[]): Promise<void> {
  for (const { file, from, to } of edits) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    if (text.split(from).length !== 2) throw new Error(`${file} does not contain this exactly once: ${from}`);
    await writeFile(
      path,
      text.replace(from, () => to),
    );
  }
}

function mountOwnDisk(folder: string): boolean {
  try {
    mountDisk(folder, DISK_BYTES);
    return true;
  } catch {
    return false;
  }
}

function mountDisk(folder: string, bytes: number, ...more: string[]): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', [...more, `size=${bytes}`].join(','), 'tmpfs', folder], {
    stdio: 'ignore',
  });
}

const isAway = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string };
  return (
    /^(57P0|08|ECONN|EPIPE|53300|55000)/.test(code ?? '') || /terminated|not queryable|closed/i.test(message ?? '')
  );
};

/** `ready`, or what it says instead. */
async function readiness(url: string): Promise<string> {
  return fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    async (response) => (response.ok ? (await response.arrayBuffer(), 'ready') : response.text()),
    (error: unknown) => String(error),
  );
}
