import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#config/load-config.js';
import { demoAccounts, encryptionKeysOf, googleClientSecretOf, secretsOf, webhookSecretOf } from './secrets.js';
import { readStackState, writePrivately } from '../home/state-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colorbook-secrets-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the secrets of a data folder', () => {
  it('are generated once, differ between folders, and are readable by their owner only', async () => {
    const path = join(folder, 'secrets.json');
    const first = secretsOf(path);
    expect(secretsOf(path)).toEqual(first);
    expect(secretsOf(join(folder, 'other.json'))).not.toEqual(first);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(demoAccounts(first).map(({ role, email }) => `${role} ${email}`)).toEqual([
      'author author@colorbook.local',
      'support support@colorbook.local',
      'finance finance@colorbook.local',
      'admin admin@colorbook.local',
    ]);
  });

  it('derive stable secrets, each for one purpose', () => {
    const own = secretsOf(join(folder, 'secrets.json'));
    const [first, again] = [own, secretsOf(join(folder, 'secrets.json'))].map((each) => [
      webhookSecretOf(each),
      googleClientSecretOf(each),
      encryptionKeysOf(each),
    ]);
    expect(again).toEqual(first);
    expect(new Set(first).size).toBe(3);
    const { google } = loadConfig({
      DATABASE_URL: 'postgresql://127.0.0.1/colorbook',
      TEMPORAL_ADDRESS: '127.0.0.1:7233',
      JWT_SECRET: own.jwtSecret,
      GOOGLE_CLIENT_ID: 'colorbook-engine',
      GOOGLE_CLIENT_SECRET: googleClientSecretOf(own),
      ENCRYPTION_KEYS: encryptionKeysOf(own),
    });
    expect(google?.keys).toMatchObject([{ id: 'stack' }]);
  });

  it('are not replaced when the file is damaged, since the database knows the old ones', async () => {
    const path = join(folder, 'damaged.json');
    await writeFile(path, '{"jwtSecret":');
    expect(() => secretsOf(path)).toThrow();
  });
});

describe('stack.json', () => {
  it('is for its owner only, whole at any time, and leaves no other file', async () => {
    const path = join(folder, 'stack.json');
    const processes = [{ name: 'api', pid: 1, port: 3000, state: 'running' as const, restarts: 0 }];
    const state = { url: 'http://127.0.0.1:3000', temporalUi: null, pid: 1, processes, accounts: [] };
    writePrivately(path, state);
    writePrivately(path, state);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(readStackState(path)).toEqual(state);
    expect((await readdir(folder)).filter((name) => name.includes('.new'))).toEqual([]);
  });

  it('that is missing or foreign counts as none', async () => {
    await writeFile(join(folder, 'foreign.json'), '{"hello":1}');
    expect(readStackState(join(folder, 'foreign.json'))).toBeNull();
    expect(readStackState(join(folder, 'missing.json'))).toBeNull();
  });
});
