import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '#contracts/error-code.js';

/** True while a process with this pid exists and is no zombie. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/^\d+ \(.*\) Z/.test(stat);
}

/** The command line of a process, empty when there is none. Pids are reused, so a pid alone identifies nothing. */
export async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux')
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.trim();
}

/** Ends a process with `signal`, and with SIGKILL after `graceMs`. */
export async function endProcess(pid: number, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const send = (which: NodeJS.Signals): void => {
    try {
      process.kill(pid, which);
    } catch {
      // Gone already.
    }
  };
  send(signal);
  for (const end = Date.now() + graceMs; Date.now() < end; await delay(25)) if (!(await isAlive(pid))) return;
  send('SIGKILL');
  for (const end = Date.now() + 5_000; Date.now() < end; await delay(25)) if (!(await isAlive(pid))) return;
}

/** Processes whose working directory is `folder`, such as backends of a killed postmaster. Linux only; else none. */
export async function processesIn(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => ((await readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder ? [pid] : [])),
  );
  return found.flat();
}
