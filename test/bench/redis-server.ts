import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithParent } from '../../apps/stack/home/end-with-parent.js';
import { anyFreePort } from '../../apps/stack/home/free-port.js';
import { firstExecutable, onPath } from '../../apps/stack/setup/go-binary.js';
import { eventually } from '../support/stack.js';

export interface RedisServer {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** Of the server below, to be said with its figures. */
export const REDIS_SETTINGS = 'appendonly yes, appendfsync everysec';

/** A `redis-server` of our own, durable as BullMQ's makers advise; null where there is none on the PATH. */
export async function startRedis(): Promise<RedisServer | null> {
  const binary = await firstExecutable(onPath('redis-server'));
  if (!binary) return null;
  const folder = await mkdtemp(join(tmpdir(), 'colorbook-redis-'));
  const port = await anyFreePort();
  const durable = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
  const where = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
  const child = spawn(binary, [...where, ...durable, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
  endWithParent(child, { folder });
  const ended = once(child, 'exit');
  await eventually('redis answers', () => answers(port), 10_000);
  return {
    port,
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end('PING\r\n'));
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
