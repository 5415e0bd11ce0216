import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endWithParent } from '../../apps/stack/home/end-with-parent.js';

export interface LineChild {
  /** The first line that it printed: where it is. */
  line: string;
  stop(): Promise<void>;
}

/** A process of ours that says in one line when it is ready; `file` lies in `dist`. */
export async function startLineChild(file: string, args: string[]): Promise<LineChild> {
  const child = spawn(process.execPath, [join(process.cwd(), 'dist', file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endWithParent(child);
  const ended = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(() => Promise.reject(new Error(`${file} ended before it was ready`))),
  ])) as [string];
  return {
    line,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
