import { originOf, ownHost } from '#config/host.js';
import { nextFreePort } from '../home/free-port.js';
import { projectRoot } from '../project.js';
import { loadDotEnv, readSettings, type Settings } from '../home/settings.js';
import { explain, stopSignals } from '../start/start.js';
import { Stack } from '../start/stack.js';
import { CannotStart } from '../start/supervised-process.js';
import { Terminal } from '../home/terminal.js';
import { startConsoleServer } from './console-server.js';
import { developmentPart } from './development-part.js';
import { loadRebuild, type Rebuild } from './load-rebuild.js';
import { Reloader } from './reloader.js';
import { watchSources } from './watch-sources.js';

const CONSOLE_PORT = 5173;
const INSPECT_PORT = 9229;

/** `npm run dev`: the stack of `npm start` in its own data folder, reloaded after each save. Stops on Ctrl-C. */
export async function main(): Promise<number> {
  const terminal = new Terminal();
  try {
    loadDotEnv();
    process.env['COLORBOOK_HOME'] ||= '.data-dev';
    process.env['COLORBOOK_WORKERS'] ||= '1';
    return await run(readSettings(), terminal);
  } catch (error) {
    explain(error, terminal);
    return 1;
  }
}

async function run(settings: Settings, terminal: Terminal): Promise<number> {
  const started = Date.now();
  const { stopping, force } = stopSignals(terminal, 'Stopping …');
  terminal.line(terminal.paint('bold', 'ColorBook Engine, development'));
  const consolePort = await nextFreePort(CONSOLE_PORT, [], settings.HOST);
  const url = originOf(ownHost(settings.HOST), consolePort);
  const inspected = await inspectPorts(settings.COLORBOOK_WORKERS);
  const stack = await Stack.open({ ...settings, PUBLIC_URL: settings.PUBLIC_URL ?? url }, terminal, (part) =>
    developmentPart(part, inspected.get(part.name) ?? 0, (line) =>
      terminal.line(`${terminal.paint('dim', `${part.name} │`)} ${line}`),
    ),
  );
  const server = await startConsoleServer({ host: settings.HOST, port: consolePort, apiUrl: stack.url });
  const rebuild = await loadRebuild();
  const reloader = reloaderOf(stack, rebuild, terminal);
  const stopWatching = watchSources(['apps', 'workflows', 'activities', 'libs', 'prisma'], (path) =>
    reloader.saved(path),
  );
  try {
    const stopped = new Promise<'stopped'>((resolve) => stopping.addEventListener('abort', () => resolve('stopped')));
    if ((await Promise.race([start(stack, terminal), stopped])) === 'stopped') return 0;
    welcome({ url, stack, inspected, terminal, tookMs: Date.now() - started });
    rebuild.warmUp(projectRoot()).catch((error: unknown) => explain(error, terminal));
    await stopped;
    return 0;
  } finally {
    terminal.now('');
    reloader.stop();
    await Promise.all([stopWatching(), server.close(), stack.stop(force)]);
  }
}

/** API and workers that fail to start wait for the next save; without a database or Temporal the command ends. */
async function start(stack: Stack, terminal: Terminal): Promise<void> {
  try {
    await stack.start();
  } catch (error) {
    if (!(error instanceof CannotStart) || !/^(api|worker-\d+)$/.test(error.part)) throw error;
    explain(error, terminal);
  }
}

/** Node's default inspector port, or the next free ones. */
async function inspectPorts(workers: number): Promise<Map<string, number>> {
  const ports = new Map<string, number>();
  const names = ['api', ...Array.from({ length: workers }, (_, index) => `worker-${index + 1}`)];
  for (const [index, name] of names.entries())
    ports.set(name, await nextFreePort(INSPECT_PORT + index, [...ports.values()]));
  return ports;
}

function reloaderOf(stack: Stack, rebuild: Rebuild, terminal: Terminal): Reloader {
  return new Reloader({
    recompile: () => rebuild.recompile(projectRoot()),
    rebundle: () => rebuild.rebundle(projectRoot()),
    parts: () => stack.parts,
    restart: (part) => stack.restart(part),
    onReady: (part, changed, tookMs) => {
      const [first = '', ...more] = changed;
      const what = `${first}${more.length > 0 ? ` and ${more.length} more` : ''}`;
      terminal.done(`${part.padEnd(9)} ${what}`, `${(tookMs / 1000).toFixed(1)} s`);
    },
    onProblem: (error, part) => {
      explain(error, terminal);
      terminal.warn(part ? `${part} waits for the next save.` : 'What ran before still runs.');
    },
  });
}

interface Welcome {
  /** Of the console. */
  url: string;
  stack: Stack;
  inspected: Map<string, number>;
  terminal: Terminal;
  tookMs: number;
}

function welcome({ url, stack, inspected, terminal, tookMs }: Welcome): void {
  const line = (name: string, value: string): void =>
    terminal.line(`  ${name.padEnd(12)} ${terminal.paint('cyan', value)}`);
  terminal.line();
  terminal.line(
    `  ${terminal.paint('bold', 'Ready')} after ${(tookMs / 1000).toFixed(1)} s; each save is built and run`,
  );
  terminal.line();
  line('Console', url);
  line('API', `${stack.url}/docs`);
  if (stack.addresses.temporalUi) line('Temporal UI', stack.addresses.temporalUi);
  for (const [name, port] of inspected) line(`Debug ${name}`, `127.0.0.1:${port}`);
  line('Data folder', stack.home.path);
  terminal.line();
  for (const { role, email, password } of stack.accounts)
    terminal.line(`    ${role.padEnd(8)} ${email.padEnd(26)} ${password}`);
  terminal.line();
}
