import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inProject } from '../../apps/stack/project.js';
import { PASSWORD, startApi, type Api } from '../support/api.js';
import { startPlatform, type Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

const run = promisify(execFile);
const STUDIO = {
  illustrators: { 'built-in': new QuickIllustrator() },
  storytellers: { 'built-in': new QuickStoryteller() },
};
const manifest = (path: string) =>
  JSON.parse(readFileSync(inProject(path), 'utf8')) as { version: string; dependencies: Record<string, string> };

describe('the package of the client', () => {
  let platform: Platform;
  let api: Api;
  let folder: string;

  beforeAll(async () => {
    [platform, folder] = await Promise.all([startPlatform(STUDIO), mkdtemp(join(tmpdir(), 'colorbook-client-'))]);
    await platform.startWorkers();
    api = await startApi(platform);
    await packInto(folder);
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('has the version of the project, and the packages that the project is tested with', () => {
    const [own, whole] = [manifest('libs/client/package.json'), manifest('package.json')];
    expect(own.version).toBe(whole.version);
    for (const [name, range] of Object.entries(own.dependencies)) expect(whole.dependencies[name]).toBe(range);
  });

  it('lets a program of a customer do what docs/client.md shows: a book from its form to its PDF', async () => {
    const [, program = ''] = /```js\n(.*?)```/s.exec(await readFile(inProject('docs', 'client.md'), 'utf8')) ?? [];
    await writeFile(join(folder, 'book.mjs'), program);
    const { stdout } = await run(process.execPath, ['book.mjs'], {
      cwd: folder,
      env: { COLORBOOK_URL: api.url, COLORBOOK_EMAIL: 'author@test.local', COLORBOOK_PASSWORD: PASSWORD },
    });
    expect(stdout).toContain('2 of 2 pages');
    const pdfs = (await readdir(folder)).filter((name) => name.endsWith('.pdf'));
    expect(pdfs).toHaveLength(2);
    for (const name of pdfs) expect((await readFile(join(folder, name))).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is typed for a customer’s own compiler', async () => {
    const program = `
      import { createApiClient, dataOf } from '@colorbook/client';
      import type { Job } from '@colorbook/client/api-types.js';
      const api = createApiClient({ baseUrl: 'http://localhost:3000' });
      export const job: Promise<Job> = dataOf(api.GET('/api/jobs/{id}', { params: { path: { id: '' } } }));
      // @ts-expect-error: there is no such route
      void api.GET('/api/nothing');
      // @ts-expect-error: an edit needs a version
      void api.PATCH('/api/books/{id}', { params: { path: { id: '' } }, body: { title: '' } });
    `;
    await writeFile(join(folder, 'typed.mts'), program);
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', '--lib', 'es2024,dom'];
    const compiler = inProject('node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = await run(process.execPath, [compiler, ...options, 'typed.mts'], { cwd: folder });
    expect(stdout).toBe('');
  });
});

/** Into its `node_modules`, as npm would; what it stands on are this project's own copies. */
async function packInto(folder: string): Promise<void> {
  const built = join(folder, 'built');
  await run(process.execPath, [inProject('apps', 'stack', 'build', 'pack-client.mjs'), built]);
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder, built], { cwd: folder });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@colorbook'), { recursive: true });
  await run('tar', ['-xzf', join(folder, filename), '-C', modules]);
  await rename(join(modules, 'package'), join(modules, '@colorbook', 'client'));
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers', 'eventsource-parser'])
    await symlink(inProject('node_modules', name), join(modules, name), 'dir');
}
