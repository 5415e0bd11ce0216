import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExclusiveLock } from './exclusive-lock.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colorbook-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

const HOLD = `
  const { DatabaseSync } = require('node:sqlite');
  const lock = new DatabaseSync(process.argv[1], { timeout: 0 });
  lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  console.log('held');
  setInterval(() => lock, 1000);
`;

describe('an exclusive lock', () => {
  it('has one holder, and is free again after release', () => {
    const path = join(folder, 'a.lock');
    const lock = ExclusiveLock.tryTake(path);
    expect(lock).not.toBeNull();
    expect(ExclusiveLock.tryTake(path)).toBeNull();
    lock?.release();
    const again = ExclusiveLock.tryTake(path);
    expect(again).not.toBeNull();
    again?.release();
  });

  it('is released by a killed process', async () => {
    const path = join(folder, 'b.lock');
    const holder = spawn(process.execPath, ['-e', HOLD, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(holder.stdout, 'data');
      expect(ExclusiveLock.tryTake(path)).toBeNull();
      const lock = await ExclusiveLock.take(path, () => holder.kill('SIGKILL'));
      expect(holder.killed).toBe(true);
      lock.release();
    } finally {
      holder.kill('SIGKILL');
    }
  });
});
