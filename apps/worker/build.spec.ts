import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Config } from '#config/config.js';
import { VERSIONED } from '#contracts/versioned-workers.js';
import { buildOf } from './build.js';

describe('the build of a worker', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colorbook-build-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const of = async (code: string | null, buildId?: string, name = 'books') => {
    const workflowBundle = code === null ? undefined : join(folder, 'workflows.js');
    if (workflowBundle) await writeFile(workflowBundle, code!);
    return buildOf({ deployment: name ? { name, buildId } : undefined, workflowBundle } as Config['temporal']);
  };
  const map = (text: string): string => `//# sourceMappingURL=data:application/json;base64,${text}`;

  it('is null without a deployment', async () => {
    expect(await of('workflows', undefined, '')).toBeNull();
  });

  it('is derived from the workflows, wherever they were built', async () => {
    const one = await of(`workflows\n${map('here')}`);
    expect(one?.version).toEqual({ deploymentName: 'books', buildId: expect.stringMatching(/^[0-9a-f]{12}$/) });
    expect((await of(`workflows\n${map('there')}`))?.version).toEqual(one?.version);
    expect((await of(`workflows of another day\n${map('here')}`))?.version).not.toEqual(one?.version);
  });

  it('runs the code that it is derived from, which knows that it is versioned', async () => {
    expect((await of('workflows'))?.code).toBe(`globalThis.${VERSIONED}=true;workflows`);
  });

  it('is the configured one', async () => {
    expect((await of('workflows', '2026-11.2'))?.version).toEqual({ deploymentName: 'books', buildId: '2026-11.2' });
  });

  it('is a configuration error without a workflow bundle', async () => {
    await expect(of(null, 'named')).rejects.toThrow('WORKFLOW_BUNDLE');
  });
});
