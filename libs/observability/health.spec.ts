import { describe, expect, it } from '@jest/globals';
import { Strained, checkDisk, checkHealth } from './health.js';

const fine = () => Promise.resolve();

describe('health', () => {
  it('is ok when every part answers', async () => {
    const { isReady, health } = await checkHealth({ database: fine, storage: fine });
    expect(isReady).toBe(true);
    expect(health.status).toBe('ok');
    expect(Object.keys(health.parts)).toEqual(['database', 'storage']);
    expect(health.parts['database']).toEqual({ ok: true, milliseconds: expect.any(Number) });
  });

  it('is not ready when a part refuses, and says which without its words', async () => {
    const refuses = () => Promise.reject(new Error('password authentication failed for user "colorbook"'));
    const { isReady, health, errors } = await checkHealth({ database: refuses, storage: fine });
    expect(Object.entries(errors).map(([name, error]) => [name, String(error)])).toEqual([
      ['database', expect.stringContaining('colorbook')],
    ]);
    expect(JSON.stringify(health)).not.toContain('colorbook');
    expect(isReady).toBe(false);
    expect(health.status).toBe('degraded');
    expect(health.parts['storage']?.ok).toBe(true);
    expect(health.parts['database']).toMatchObject({ ok: false, problem: 'refuses, or cannot be reached' });
  });

  it('is degraded and still ready when a part is strained, and says how', async () => {
    const strained = () => Promise.reject(new Strained('only 3 MiB are free'));
    const { isReady, health } = await checkHealth({ disk: strained, storage: fine });
    expect(isReady).toBe(true);
    expect(health.status).toBe('degraded');
    expect(health.parts['disk']).toMatchObject({ ok: false, problem: 'only 3 MiB are free' });
  });

  it('does not wait for a part that never answers, nor one after the other', async () => {
    let asked = 0;
    const silent = () => new Promise<never>(() => (asked += 1));
    const checked = checkHealth({ database: silent, temporal: silent, storage: fine });
    expect(asked).toBe(2); // before either could have answered
    const { isReady, health } = await checked;
    expect(isReady).toBe(false);
    expect(health.parts['temporal']).toMatchObject({ ok: false, problem: 'does not answer within 3000 ms' });
    expect(health.parts['temporal']!.milliseconds).toBeGreaterThan(2_900);
  });

  it('finds free space on this disk, and accepts a folder that does not exist yet', async () => {
    await checkDisk(process.cwd());
    await checkDisk('/nowhere/at/all');
  });
});
