import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { endWithParent } from '../home/end-with-parent.js';
import { anyFreePort } from '../home/free-port.js';
import { findTemporal } from '../setup/temporal-binary.js';
import { temporalAnswers, temporalArguments } from '../setup/temporal-server.js';

export interface TemporaryTemporal {
  address: string;
  pid: number;
  stop(): Promise<void>;
}

/** A temporary Temporal server, ended by `stop()`. In memory without a file. */
export async function startTemporaryTemporal(
  notify: (line: string) => void = () => undefined,
  file?: string,
): Promise<TemporaryTemporal> {
  const binary = await findTemporal(notify, file);
  const port = await anyFreePort();
  const child = spawn(binary, temporalArguments({ port, ...(file ? { file } : {}) }), {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  endWithParent(child);
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4_000)));
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    // An open long poll of a worker that was not shut down would delay it for minutes.
    const force = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await ended;
    clearTimeout(force);
  };
  const address = `127.0.0.1:${port}`;
  for (const end = Date.now() + 30_000; !(await temporalAnswers(address)); await delay(50))
    if (child.exitCode !== null || Date.now() > end) {
      await stop();
      throw new Error(`Temporal did not start:\n${log}`);
    }
  return { address, pid: child.pid ?? 0, stop };
}
