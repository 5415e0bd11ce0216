import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
