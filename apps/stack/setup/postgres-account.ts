import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The account to start PostgreSQL with, which refuses to run as root. */
export interface Account {
  /** Owner of the data folder; absent unless root. */
  owner?: { uid: number; gid: number };
  /** Wraps a command so that it runs under that account. */
  wrap(command: string, args: string[]): { command: string; args: string[]; uid?: number; gid?: number };
}

/**
 * Chooses the account. Not root: the current user. Root: the system's user `postgres`, created if missing. If the checkout or
 * the data folder lies under a folder of mode 700 (`/root`), that user keeps one capability
 * to traverse it, by `setpriv`; no folder's mode is changed.
 */
export async function postgresAccount(paths: readonly string[]): Promise<Account> {
  if (process.getuid?.() !== 0) return { wrap: (command, args) => ({ command, args }) };
  const owner = (await userIds()) ?? (await createUser());
  if (await allMayPass(paths)) return { owner, wrap: (command, args) => ({ command, args, ...owner }) };
  const setpriv = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  setpriv.push('--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--');
  await run('setpriv', [...setpriv, 'true']).catch((cause: unknown) => {
    const folders = paths.join(' or ');
    const advice = 'Put the checkout and COLORBOOK_HOME where every user may pass, or do not run as root.';
    throw new Error(`PostgreSQL runs as user postgres, who may not enter ${folders}. ${advice}`, { cause });
  });
  return { owner, wrap: (command, args) => ({ command: 'setpriv', args: [...setpriv, command, ...args] }) };
}

async function userIds(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** `useradd` on most systems, `adduser -D` on those with BusyBox. */
async function createUser(): Promise<{ uid: number; gid: number }> {
  await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).catch(() =>
    run('adduser', ['-S', '-D', '-H', 'postgres']),
  );
  const ids = await userIds();
  if (!ids) throw new Error('Running as root, and the user postgres could not be made. Start as another user.');
  return ids;
}

async function allMayPass(paths: readonly string[]): Promise<boolean> {
  for (const path of paths)
    for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
      const { mode } = await stat(folder);
      if ((mode & 0o001) === 0) return false;
      if (folder === dirname(folder)) break;
    }
  return true;
}
