import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { markTemporalFile, temporalFile } from './temporal-file.js';

describe('the file of Temporal’s dev server', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colorbook-temporal-'));
    path = join(folder, 'temporal.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const withTables = (...names: string[]): void => {
    const file = new DatabaseSync(path);
    for (const name of names) file.exec(`PRAGMA journal_mode = wal; CREATE TABLE ${name} (id INTEGER)`);
    file.close();
  };
  const release = async (): Promise<string | null> => (await temporalFile(path)).release;

  it('is of no release before it is there', async () => {
    expect(await release()).toBeNull();
  });

  it('is of the release by its tables where nobody wrote it down', async () => {
    withTables('executions', 'current_executions');
    expect(await release()).toBe('1.29');
    withTables('current_chasm_executions');
    expect(await release()).toBe('1.32');
  });

  it('is of the release that was written down', async () => {
    withTables('executions');
    await markTemporalFile(path, '1.30');
    expect(await release()).toBe('1.30');
    await writeFile(`${path}.release`, 'nonsense');
    expect(await release()).toBe('1.29');
  });
});
