import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { mkdtemp, mkdir, rename, rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { cacheFolder, executable, firstExecutable, onPath } from '../../apps/stack/setup/go-binary.js';
import { inProject } from '../../apps/stack/project.js';

const run = promisify(execFile);
/** Pinned, for it brings Drive's discovery document with it. */
const PACKAGE = 'google-api-python-client==2.202.0';
const INSTALL_WITHIN = 3 * 60_000;

/**
 * Python with Google's client, in our cache folder; installed there once.
 * @throws Error with the reason when it can't be had
 */
export async function pythonWithGoogle(log: (line: string) => void): Promise<string> {
  const folder = join(cacheFolder(), PACKAGE.replace('==', '-'));
  const python = join(folder, 'bin', executable('python3'));
  if (await firstExecutable([python])) return python;
  const own = await firstExecutable(onPath('python3'));
  if (!own) throw new Error('Python 3 is not installed');
  log(`Installing ${PACKAGE}; once on this machine`);
  await mkdir(cacheFolder(), { recursive: true });
  const scratch = await mkdtemp(join(cacheFolder(), 'new-'));
  try {
    await run(own, ['-m', 'venv', scratch]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '0', PACKAGE];
    await run(join(scratch, 'bin', 'python3'), pip, { timeout: INSTALL_WITHIN });
    // Python finds its packages by where it lies, so the folder can be moved.
    await rename(scratch, folder);
  } catch (error) {
    throw new Error(`${PACKAGE} could not be installed: ${lastLines(error)}`, { cause: error });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return python;
}

/** Runs `drive_client.py` and returns what it prints. */
export async function runDriveClient(python: string, given: object): Promise<unknown> {
  const env = { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
  const child = spawn(python, [inProject('test', 'support', 'drive_client.py')], { env });
  child.stdin.end(`${JSON.stringify(given)}\n`);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(`drive_client.py ended with ${code}:\n${err}`);
  return JSON.parse(out);
}

export function lastLines(error: unknown): string {
  const detail = error instanceof Error && 'stderr' in error && error.stderr ? String(error.stderr) : String(error);
  return detail.trim().split('\n').slice(-3).join(' ');
}
