import { existsSync } from 'node:fs';
import { originOf, ownHost } from '#config/host.js';
import { addressesOf, type Addresses, childEnvironment } from './child-environment.js';
import { migrateAndSeed } from '../database/database-step.js';
import { ExclusiveLock } from '../home/exclusive-lock.js';
import { type Home, openHome } from '../home/home.js';
import { apiPart, googlePart, sandboxPart, stripePart, workerPart } from './node-process.js';
import { choosePorts, type Ports } from './ports.js';
import { ensureDatabase, postgresUrl } from '../database/postgres.js';
import { postgresPart } from './postgres-process.js';
import { inProject } from '../project.js';
import { reachOf } from './reach.js';
import { reapOrphans } from '../home/reap.js';
import { demoAccounts, type Secrets, secretsOf, webhookSecretOf } from '../setup/secrets.js';
import type { Settings } from '../home/settings.js';
import { type Account, readStackState, writePrivately } from '../home/state-file.js';
import type { Part } from './supervised-process.js';
import { Supervisor } from './supervisor.js';
import { findTemporal } from '../setup/temporal-binary.js';
import { temporalPart } from './temporal-process.js';
import type { Terminal } from '../home/terminal.js';

const DATABASE = 'colorbook';

/** Another running stack holds the data folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
  constructor(readonly home: Home) {
    const state = readStackState(home.state);
    const where = state ? ` at ${state.url} (process ${state.pid})` : '';
    super(`A stack already runs in ${home.path}${where}.`);
  }
}

/** Everything that `npm start` runs, in one data folder. */
export class Stack {
  readonly home: Home;
  readonly accounts: Account[];
  readonly url: string;
  readonly addresses: Addresses;
  /** URLs for other machines; null: loopback only. */
  readonly reach: string[] | null;
  private readonly secrets: Secrets;
  private readonly supervisor: Supervisor;
  private readonly pending = new Set<string>();

  private constructor(
    home: Home,
    private readonly lock: ExclusiveLock,
    private readonly settings: Settings,
    private readonly ports: Ports,
    private readonly terminal: Terminal,
    private readonly adapt: (part: Part) => Part,
  ) {
    this.home = home;
    this.secrets = secretsOf(home.secrets);
    const production = settings.NODE_ENV === 'production';
    this.accounts = production ? [] : demoAccounts(this.secrets);
    this.url = originOf(ownHost(settings.HOST), ports.api);
    this.reach = reachOf(settings.HOST, ports.api);
    const sandbox = !production && existsSync(inProject('dist', 'apps', 'sandbox', 'main.js'));
    const ownDatabase = postgresUrl(ports.postgres, this.secrets.databasePassword, DATABASE);
    this.addresses = addressesOf(settings, ports, ownDatabase, sandbox);
    this.supervisor = new Supervisor(home.logs, () => this.writeState());
  }

  /**
   * Locks the folder and cleans up after a killed stack. Throws `AlreadyRunning` when another stack runs there.
   * `adapt` may change how api and workers are run.
   */
  static async open(
    settings: Settings,
    terminal: Terminal,
    adapt: (part: Part) => Part = (part) => part,
  ): Promise<Stack> {
    const home = openHome(settings.COLORBOOK_HOME);
    const lock = ExclusiveLock.tryTake(home.lock);
    if (!lock) throw new AlreadyRunning(home);
    const orphans = await reapOrphans(home);
    if (orphans.length > 0)
      terminal.warn(`The last stack was killed; ended what it left running: ${orphans.join(', ')}`);
    return new Stack(
      home,
      lock,
      settings,
      await choosePorts(home, { host: settings.HOST, port: settings.PORT }, settings.COLORBOOK_WORKERS),
      terminal,
      adapt,
    );
  }

  /** Starts all parts in order of dependency. Rejects with the first that cannot start; call `stop()` then. */
  async start(): Promise<void> {
    this.writeState();
    await Promise.all([
      this.startDatabase(),
      this.startTemporal(),
      this.startSandbox(),
      this.startStripe(),
      this.startGoogle(),
    ]);
    const env = childEnvironment(this.home, this.settings, this.secrets, this.addresses);
    const workers = this.ports.workers.map((port, index) =>
      this.supervisor.start(this.adapt(workerPart(this.home, index + 1, port, env))),
    );
    await Promise.all([
      this.timed(
        'API',
        this.supervisor.start(this.adapt(apiPart(this.home, { host: this.settings.HOST, port: this.ports.api }, env))),
      ),
      this.timed(`${workers.length} worker${workers.length === 1 ? '' : 's'}`, Promise.all(workers)),
    ]);
  }

  /** Names of the parts: api, worker-1, … */
  get parts(): string[] {
    return this.supervisor.describe().map(({ name }) => name);
  }

  /** See `Supervisor.restart`. */
  restart(name: string): Promise<boolean> {
    return this.supervisor.restart(name);
  }

  /** Drains and stops everything, and releases the folder. `force` ends the waiting. */
  async stop(force?: AbortSignal): Promise<void> {
    await this.supervisor.stop(force);
    this.writeState();
    this.lock.release();
  }

  private async startDatabase(): Promise<void> {
    if (!this.settings.DATABASE_URL) {
      const { postgres } = this.ports;
      const password = this.secrets.databasePassword;
      await this.timed('PostgreSQL', this.supervisor.start(postgresPart(this.home, postgres, password)));
      await ensureDatabase(postgresUrl(postgres, password, 'postgres'), DATABASE);
    }
    await this.timed(
      'Database schema',
      migrateAndSeed(this.settings.DATABASE_DIRECT_URL ?? this.addresses.databaseUrl, this.accounts),
    );
  }

  private async startTemporal(): Promise<void> {
    if (this.settings.TEMPORAL_ADDRESS) return;
    const { temporal, temporalUi } = this.ports;
    const notify = (line: string): void => (this.terminal.isLive ? this.terminal.now(line) : this.terminal.line(line));
    const binary = await findTemporal(notify, this.home.temporal);
    const part = temporalPart(this.home, binary, temporal, temporalUi);
    await this.timed('Temporal', this.supervisor.start(part));
  }

  private async startSandbox(): Promise<void> {
    if (!this.addresses.sandbox) return;
    await this.timed('Sandbox', this.supervisor.start(sandboxPart(this.home, this.ports.sandbox, process.env)));
  }

  private async startStripe(): Promise<void> {
    if (!this.addresses.stripe) return;
    const webhook = { url: `${this.url}/api/payments/webhook`, secret: webhookSecretOf(this.secrets) };
    const part = stripePart(this.home, this.ports.stripe, process.env, webhook);
    await this.timed('Stripe sandbox', this.supervisor.start(part));
  }

  private async startGoogle(): Promise<void> {
    if (!this.addresses.google) return;
    await this.timed('Google sandbox', this.supervisor.start(googlePart(this.home, this.ports.google, process.env)));
  }

  private async timed(name: string, work: Promise<unknown>): Promise<void> {
    const started = Date.now();
    this.pending.add(name);
    this.terminal.now(`Starting ${[...this.pending].join(', ')}`);
    await work;
    this.pending.delete(name);
    this.terminal.now(this.pending.size > 0 ? `Starting ${[...this.pending].join(', ')}` : '');
    this.terminal.done(name.padEnd(16), `${((Date.now() - started) / 1000).toFixed(1)} s`);
  }

  private writeState(): void {
    const { url, accounts } = this;
    const processes = this.supervisor.describe();
    writePrivately(this.home.state, {
      url,
      temporalUi: this.addresses.temporalUi,
      pid: process.pid,
      processes,
      accounts,
    });
  }
}
