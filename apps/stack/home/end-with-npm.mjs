/**
 * An npm that is killed does not notify its script, which would keep running with its children. So the script checks
 * whether npm still runs, and treats its end as SIGHUP. Runs on any Node from 20.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const CHECK_INTERVAL_MS = 500;

/** Does nothing for a script that was not started by npm. */
export function endWithNpm() {
  // started by another script of ours: the IPC channel reports its end
  if (!process.env.npm_lifecycle_event || process.channel) return;
  const npm = npmProcess();
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent && isAlive(npm)) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGHUP');
  }, CHECK_INTERVAL_MS);
  watch.unref();
}

/** On some systems npm's shell stays as the parent, on others it execs the script. */
function npmProcess() {
  try {
    const { parent, line } = describe(process.ppid);
    return line.includes('bootstrap.mjs') ? parent : process.ppid;
  } catch {
    return process.ppid;
  }
}

function describe(pid) {
  if (process.platform === 'linux') {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(parent), line: readFileSync(`/proc/${pid}/cmdline`, 'utf8') };
  }
  const [, parent, line] = /^\s*(\d+)\s+(.*)/.exec(
    execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' }),
  );
  return { parent: Number(parent), line };
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
