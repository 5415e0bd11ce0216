import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { anyFreePort, nextFreePort } from './free-port.js';

it('passes over a port that another process is about to use, until that one ends', async () => {
  const port = await anyFreePort();
  const path = join(tmpdir(), `colorbook-ports-${process.getuid?.() ?? 0}`, String(port));
  // the same kind of lock, held by somebody else
  const hold = `
    require('node:fs').mkdirSync(require('node:path').dirname(process.argv[1]), { recursive: true });
    const { DatabaseSync } = require('node:sqlite');
    globalThis.kept = new DatabaseSync(process.argv[1], { timeout: 0 });
    kept.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    console.log('held'); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--no-warnings', '-e', hold, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');
  expect(await nextFreePort(port)).toBeGreaterThan(port);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(await nextFreePort(port)).toBe(port);
  expect(await nextFreePort(port)).toBe(port);
  expect(await nextFreePort(port, [port])).toBeGreaterThan(port);
});

it('passes over a port that is taken on the address it is wanted for, or on loopback', async () => {
  for (const host of ['0.0.0.0', '127.0.0.1']) {
    const port = await anyFreePort();
    const other = createServer().listen({ port, host });
    await once(other, 'listening');
    expect(await nextFreePort(port, [], '0.0.0.0')).toBeGreaterThan(port);
    other.close();
  }
});

it('says when this machine does not have the address at all (203.0.113.0/24 is nobody’s: RFC 5737)', async () => {
  await expect(nextFreePort(await anyFreePort(), [], '203.0.113.77')).rejects.toThrow(
    'HOST: 203.0.113.77 can’t be listened on',
  );
});
