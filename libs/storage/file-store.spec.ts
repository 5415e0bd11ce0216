import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { behavesAsArtifactStore, listed } from '#fixtures/artifact-store.contract.js';
import { asStorageFailure } from './file-errors.js';
import { FileStore } from './file-store.js';

describe('FileStore', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'file-store-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  behavesAsArtifactStore(() => new FileStore(directory));

  it('leaves no temporary file behind', async () => {
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
  });

  it('clears away what a dead writer left, and lets a living one be', async () => {
    const dead = join(directory, 'incoming', 'dead');
    const living = join(directory, 'incoming', 'living');
    await writeFile(dead, 'half');
    await writeFile(living, 'half');
    await utimes(dead, new Date(0), new Date(0));
    await new FileStore(directory).check();
    expect(await readdir(join(directory, 'incoming'))).toEqual(['living']);
    await rm(living);
  });

  it('makes an old object young again when it is put again', async () => {
    const store = new FileStore(directory);
    const content = randomBytes(100);
    const { sha256 } = await store.put(content);
    await utimes(join(directory, sha256.slice(0, 2), sha256), new Date(0), new Date(0));
    await store.put(Readable.from([content]));
    const found = (await listed(store)).find((each) => each.sha256 === sha256);
    expect(found?.modifiedAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('says storage-unavailable where the folder cannot be made', async () => {
    const file = join(directory, 'a-file');
    await writeFile(file, '');
    const store = new FileStore(join(file, 'below'));
    await expect(store.put(Buffer.from('x'))).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
    await expect(store.check()).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});

describe('FileStore on a full disk', () => {
  let disk: string;
  let mounted = false;
  beforeAll(async () => {
    disk = await mkdtemp(join(tmpdir(), 'full-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
      mounted = true;
    } catch {
      mounted = false; // no right to mount here: the system error itself stands in below
    }
  });
  afterAll(async () => {
    if (mounted) execFileSync('umount', [disk]);
    await rm(disk, { recursive: true });
  });

  it('says storage-full, shows no half file, and works again once there is room', async () => {
    if (!mounted) {
      const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      expect(asStorageFailure(full, 'writing a file')).toMatchObject({ code: 'storage-full', retryable: true });
      return;
    }
    const store = new FileStore(join(disk, 'artifacts'));
    await mkdir(join(disk, 'artifacts'));
    const kept = await store.put(randomBytes(300_000));
    const tooLarge = Readable.from(Array.from({ length: 40 }, () => randomBytes(50_000)));
    await expect(store.put(tooLarge)).rejects.toMatchObject({ code: 'storage-full', retryable: true });
    expect(await readdir(join(disk, 'artifacts', 'incoming'))).toEqual([]);
    expect(await listed(store)).toMatchObject([{ sha256: kept.sha256, size: 300_000 }]);

    await writeFile(join(disk, 'ballast'), randomBytes(680_000));
    await expect(store.check()).rejects.toMatchObject({ code: 'storage-full' });
    await rm(join(disk, 'ballast'));
    await store.check();
    await expect(store.put(randomBytes(200_000))).resolves.toMatchObject({ size: 200_000 });
  });
});
