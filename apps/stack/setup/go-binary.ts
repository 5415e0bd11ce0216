import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { constants as osConstants, setPriority } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ExclusiveLock } from '../home/exclusive-lock.js';
import { cacheFolder, executable, firstExecutable, onPath } from './temporal-ways.mjs';

export { cacheFolder, executable, firstExecutable, onPath };

const run = promisify(execFile);

/** A program that is not an npm package and is installed once per machine. */
export interface Program {
  /** File name without `.exe`. */
  name: string;
  version: string;
  /** Display name. */
  title: string;
}

export type Notify = (line: string) => void;
/** One way to get the program: puts it into the scratch folder and returns its path. */
export type Way = (scratch: string) => Promise<string>;

/** The reasons why each way to get a program failed. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
  constructor(
    { title }: Program,
    /** One line each. */
    readonly reasons: string[],
    advice: string,
  ) {
    const lines = reasons.map((reason) => `  - ${reason}\n`).join('');
    super(`There is no ${title} on this machine, and it could not be fetched:\n${lines}${advice}`);
  }
}

/**
 * Path of the program in the cache folder; if it is missing, the ways are tried in order.
 * @throws NotFetched with the reasons of all ways, and `advice`, when all fail
 */
export async function cachedProgram(program: Program, ways: Way[], notify: Notify, advice: string): Promise<string> {
  const folder = join(cacheFolder(), `${program.name}-${program.version}`);
  const cached = join(folder, executable(program.name));
  if (await firstExecutable([cached])) return cached;
  await mkdir(folder, { recursive: true });
  const lock = await ExclusiveLock.take(join(folder, 'install.lock'), () =>
    notify(`Another start is fetching the ${program.title}; waiting for it`),
  );
  try {
    if (!(await firstExecutable([cached]))) await fetchInto(folder, cached, program, ways, advice);
    return cached;
  } finally {
    lock.release();
  }
}

async function fetchInto(folder: string, target: string, program: Program, ways: Way[], advice: string): Promise<void> {
  const scratch = await mkdtemp(join(folder, 'new-'));
  try {
    const reasons: string[] = [];
    for (const way of ways)
      try {
        await rename(await way(scratch), target);
        return;
      } catch (error) {
        reasons.push(error instanceof Error ? error.message : String(error));
      }
    throw new NotFetched(program, reasons, advice);
  } finally {
    // Go's read-only module cache lies elsewhere; this folder holds only the binary.
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Builds a program from the Go module proxy, for networks that allow only that. */
export const builtByGo = (program: Program, source: string, minutesAbout: number, notify: Notify): Way =>
  withGo(program, minutesAbout, notify, async (go, scratch) => {
    const options = { env: goEnvironment(scratch), cwd: scratch, maxBuffer: 64 << 20 };
    await run(go, ['install', '-ldflags', '-s -w', `${source}@v${program.version}`], options);
  });

/** What `go mod download -json` prints. */
const downloadedModule = z.object({ Dir: z.string() });

/** The same for a module whose go.mod has `exclude` or `replace`: `go install` refuses it, unless it is the main module. */
export const builtAsMainModule = (
  program: Program,
  { module, folder, versionIn }: { module: string; folder: string; versionIn: string },
  minutesAbout: number,
  notify: Notify,
): Way =>
  withGo(program, minutesAbout, notify, async (go, scratch) => {
    const options = { env: goEnvironment(scratch), cwd: scratch, maxBuffer: 64 << 20 };
    const { stdout } = await run(go, ['mod', 'download', '-json', `${module}@v${program.version}`], options);
    const { Dir: cwd } = downloadedModule.parse(JSON.parse(stdout));
    const flags = `-s -w -X ${versionIn}=v${program.version}`;
    const output = join(scratch, executable(program.name));
    const building = run(go, ['build', '-mod=readonly', '-ldflags', flags, '-o', output, folder], { ...options, cwd });
    // beside tests: these come first
    if (building.child.pid) setPriority(building.child.pid, osConstants.priority.PRIORITY_LOW);
    await building;
  });

const goEnvironment = (scratch: string): NodeJS.ProcessEnv => ({
  ...process.env,
  GOBIN: scratch,
  GOFLAGS: '',
  CGO_ENABLED: '0',
});

export const findGo = (): Promise<string | undefined> => firstExecutable(onPath('go', ['/usr/local/go/bin']));

const withGo =
  (
    program: Program,
    minutesAbout: number,
    notify: Notify,
    build: (go: string, scratch: string) => Promise<void>,
  ): Way =>
  async (scratch) => {
    const go = await findGo();
    if (!go) throw new Error('Go, which could build it, is not installed');
    notify(`Building the ${program.title} with Go; once on this machine, about ${minutesAbout} minutes`);
    const started = Date.now();
    const ticker = setInterval(
      () => notify(`Building the ${program.title} … ${minutes(Date.now() - started)}`),
      15_000,
    );
    try {
      await build(go, scratch);
    } catch (error) {
      const detail = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
      throw new Error(`go failed: ${detail.trim().split('\n').slice(-5).join('\n    ')}`, { cause: error });
    } finally {
      clearInterval(ticker);
    }
    return join(scratch, executable(program.name));
  };

const minutes = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
