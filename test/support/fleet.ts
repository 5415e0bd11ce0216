import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { seedDemoAccounts } from '../../prisma/seed.js';
import { endWithParent } from '../../apps/stack/home/end-with-parent.js';
import { anyFreePort } from '../../apps/stack/home/free-port.js';
import { inProject } from '../../apps/stack/project.js';
import { PASSWORD } from './api.js';
import type { Platform } from './platform.js';
import { eventually } from './stack.js';

export interface Member {
  name: string;
  /** Null for a worker. */
  url: string | null;
  /** A worker's own health and metrics. */
  statusUrl?: string;
  process: ChildProcess;
  log(): string;
}

/** Api and worker processes as a cluster has them: each knows of the others by its environment alone. */
export class Fleet {
  readonly members: Member[] = [];

  private constructor(readonly env: NodeJS.ProcessEnv) {}

  static async start(platform: Platform, size: { apis: number; workers: number }): Promise<Fleet> {
    const accounts = (['author', 'support'] as const).map((role) => ({
      role,
      email: `${role}@test.local`,
      password: PASSWORD,
    }));
    await seedDemoAccounts(platform.databaseUrl, accounts);
    const { NODE_OPTIONS: _jestsOwn, NODE_ENV: _test, ...inherited } = process.env;
    const fleet = new Fleet({
      ...inherited,
      DATABASE_URL: platform.databaseUrl,
      TEMPORAL_ADDRESS: platform.temporalAddress,
      TEMPORAL_NAMESPACE: platform.namespace,
      WORKFLOW_BUNDLE: inProject('dist', 'workflow-bundle.js'),
      STORAGE_DIR: `${platform.directory}/artifacts`,
      MAIL_DIR: `${platform.directory}/mail`,
      JWT_SECRET: 'a secret that every api of the fleet knows',
      PUBLIC_URL: 'http://books.test',
      RATE_LIMIT_PER_MINUTE: '100000',
      AUTH_RATE_LIMIT_PER_MINUTE: '100000',
    });
    await Promise.all([
      ...Array.from({ length: size.apis }, (_, index) => fleet.startApi(`api-${index + 1}`)),
      ...Array.from({ length: size.workers }, (_, index) => fleet.startWorker(`worker-${index + 1}`)),
    ]);
    return fleet;
  }

  get urls(): string[] {
    return this.members.flatMap(({ url }) => url ?? []);
  }
  member(name: string): Member {
    return this.members.find((each) => each.name === name)!;
  }

  async startApi(name: string): Promise<Member> {
    const port = await anyFreePort();
    const url = `http://127.0.0.1:${port}`;
    const member = this.#spawn(name, 'apps/api/main.js', url, { HOST: '127.0.0.1', PORT: String(port) });
    await eventually(`${name} is ready`, () =>
      fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return member;
  }

  /** `env` is of this worker only. */
  async startWorker(name: string, env: NodeJS.ProcessEnv = {}): Promise<Member> {
    const port = await anyFreePort();
    const status = { statusUrl: `http://127.0.0.1:${port}` };
    const member = this.#spawn(name, 'apps/worker/main.js', null, { WORKER_PORT: String(port), ...env }, status);
    await eventually(`${name} is ready`, () => member.log().includes('worker ready'));
    return member;
  }

  /** SIGTERM to all; gives their exit codes. */
  async stop(): Promise<(number | null)[]> {
    return Promise.all(this.members.map((each) => this.end(each, 'SIGTERM')));
  }

  async end({ process: child }: Member, signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    await once(child, 'exit');
    return child.exitCode;
  }

  #spawn(name: string, entry: string, url: string | null, env: NodeJS.ProcessEnv, more: Partial<Member> = {}): Member {
    const child = spawn(process.execPath, [inProject('dist', entry)], {
      env: { ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    endWithParent(child);
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const member = { name, url, process: child, log: () => log, ...more };
    this.members.push(member);
    return member;
  }
}
