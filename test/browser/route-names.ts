import { readFile } from 'node:fs/promises';
import { inProject } from '../../apps/stack/project.js';

/** Names of all routes of the console, sorted. Read from the source: the router needs a browser to be loaded. */
export async function routeNames(): Promise<string[]> {
  const source = await readFile(inProject('apps', 'console', 'router.ts'), 'utf8');
  const pages = [...source.matchAll(/component: \(\) => import\('\.\/pages\//g)].length;
  const names = [...source.matchAll(/\bname: '([a-z-]+)', component:/g)].map(([, name = '']) => name);
  if (names.length !== pages) throw new Error(`router.ts has ${pages} pages, but ${names.length} names.`);
  return names.sort();
}
