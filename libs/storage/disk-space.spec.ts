import { describe, expect, it } from '@jest/globals';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskSpace } from './disk-space.js';

describe('the space on the disk of artifacts', () => {
  it('is that of the folder’s file system, also before there is a folder', async () => {
    const here = await diskSpace({ kind: 'files', directory: tmpdir() });
    const later = await diskSpace({ kind: 'files', directory: join(tmpdir(), 'not', 'made', 'yet') });
    expect(here!.total).toBeGreaterThan(here!.free);
    expect(here!.free).toBeGreaterThan(0);
    expect(later!.total).toBe(here!.total);
  });

  it('is none of a bucket', async () => {
    const bucket = {
      kind: 's3',
      bucket: 'b',
      region: 'r',
      endpoint: undefined,
      accessKeyId: undefined,
      secretAccessKey: undefined,
      prefix: '',
    } as const;
    expect(await diskSpace(bucket)).toBeNull();
  });
});
