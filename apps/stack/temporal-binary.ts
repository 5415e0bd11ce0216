import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ExclusiveLock } from './exclusive-lock.js';
import { downloadTemporal } from './temporal-download.js';

/** Newer ones carry a `replace` in their go.mod and cannot be built by `go install`. */
export const TEMPORAL_VERSION = '1.5.1';

const run = promisify(execFile);
const exe = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/**
 * Path of a Temporal CLI that can serve: the one on the PATH, the one of our cache folder, else fetched into the cache:
 * downloaded where the internet is open, built by Go where only its module proxy is. `tell` hears what takes long.
 */
export async function findTemporal(tell: (line: string) => void): Promise<string> {
  const onPath = await firstExecutable((process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, exe)));
  if (onPath && (await canServe(onPath))) return onPath;
  const folder = join(cacheFolder(), `temporal-${TEMPORAL_VERSION}`);
  const cached = join(folder, exe);
  if (await firstExecutable([cached])) return cached;
  await mkdir(folder, { recursive: true });
  const lock = await ExclusiveLock.take(join(folder, 'install.lock'), () =>
    tell('Another start is fetching the Temporal server; waiting for it'),
  );
  try {
    if (!(await firstExecutable([cached]))) await fetchInto(folder, cached, tell);
    return cached;
  } finally {
    lock.release();
  }
}

/** Outside the checkout, so that a second clone neither downloads nor builds again. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'colorbook-engine');
}

async function fetchInto(folder: string, target: string, tell: (line: string) => void): Promise<void> {
  const scratch = await mkdtemp(join(folder, 'new-'));
  try {
    const reasons: string[] = [];
    for (const way of [downloadTemporal, buildWithGo])
      try {
        await rename(await way(scratch, TEMPORAL_VERSION, tell), target);
        return;
      } catch (error) {
        reasons.push(`  - ${error instanceof Error ? error.message : String(error)}`);
      }
    throw new Error(
      `There is no Temporal server on this machine, and it could not be fetched:\n${reasons.join('\n')}\n` +
        'Do one of these and start again:\n' +
        '  - install the Temporal CLI so that "temporal" is on the PATH (https://docs.temporal.io/cli)\n' +
        '  - install Go (https://go.dev/dl), and it will be built\n' +
        '  - set TEMPORAL_ADDRESS to a Temporal server that runs elsewhere',
    );
  } finally {
    // Go makes its module cache read-only, but that lies elsewhere; here is only the one binary.
    await rm(scratch, { recursive: true, force: true });
  }
}

async function buildWithGo(scratch: string, version: string, tell: (line: string) => void): Promise<string> {
  const go = await firstExecutable(
    [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/go/bin'].map((folder) =>
      join(folder, process.platform === 'win32' ? 'go.exe' : 'go'),
    ),
  );
  if (!go) throw new Error('Go, which could build it, is not installed');
  tell('Building the Temporal server with Go; once on this machine, about 3 minutes');
  const env = { ...process.env, GOBIN: scratch, GOFLAGS: '', CGO_ENABLED: '0' };
  const started = Date.now();
  const ticker = setInterval(() => tell(`Building the Temporal server … ${minutes(Date.now() - started)}`), 15_000);
  try {
    const source = `github.com/temporalio/cli/cmd/temporal@v${version}`;
    await run(go, ['install', '-ldflags', '-s -w', source], { env, cwd: scratch, maxBuffer: 64 << 20 });
  } catch (error) {
    const detail = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new Error(`go install failed: ${detail.trim().split('\n').slice(-5).join('\n    ')}`, { cause: error });
  } finally {
    clearInterval(ticker);
  }
  return join(scratch, exe);
}

const minutes = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;

async function firstExecutable(paths: string[]): Promise<string | undefined> {
  for (const path of paths)
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  return undefined;
}

/** Something else may be called `temporal`, or be too old to know the flags that we need. */
async function canServe(path: string): Promise<boolean> {
  try {
    const { stdout } = await run(path, ['server', 'start-dev', '--help'], { timeout: 10_000 });
    return ['--sqlite-pragma', '--dynamic-config-value', '--search-attribute'].every((flag) => stdout.includes(flag));
  } catch {
    return false;
  }
}
