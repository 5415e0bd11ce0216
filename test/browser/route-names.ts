import { glob, readFile } from 'node:fs/promises';
import { inProject } from '../../apps/stack/project.js';

/** Names of all routes of the console, sorted. Read from the source: the router needs a browser to be loaded. */
export async function routeNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const file of glob([
    inProject('apps/console/app/router.ts'),
    inProject('apps/console/features/*/routes.ts'),
  ])) {
    const source = await readFile(file, 'utf8');
    const pages = [...source.matchAll(/component: \(\) => import\('[^']*Page\.vue'\)/g)].length;
    const found = [...source.matchAll(/\bname: '([a-z-]+)',\s+component:/g)].map(([, name = '']) => name);
    if (found.length !== pages) throw new Error(`${file} has ${pages} pages, but ${found.length} names.`);
    names.push(...found);
  }
  return names.sort();
}
