import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';

/**
 * A child process writes a book and says its peak resident memory. It runs the sources as they are: a hook compiles
 * TypeScript and finds `.ts` files behind `.js` names, as the tests' own transform does.
 */
const CHILD = `
import { transformSync } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
registerHooks({
  resolve(name, context, next) {
    const source = name.startsWith('.') && name.endsWith('.js') && new URL(name.replace(/js$/, 'ts'), context.parentURL);
    return next(source && existsSync(source) ? source.href : name, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const jsc = { parser: { syntax: 'typescript' }, target: 'es2024' };
    const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), { swcrc: false, jsc, module: { type: 'es6' } });
    return { format: 'module', shortCircuit: true, source: code };
  },
});
const { writeInterior } = await import('#pdf/interior/interior-pdf.js');
const { interiorBook } = await import('./test/fixtures/spec-books.ts');
const strokes = Array.from({ length: 300 }, (_, index) => ({
  d: 'M10 ' + index + Array.from({ length: 20 }, (_, point) => 'C' + [1, 2, 3].map((k) => point * 20 + k + ' ' + ((index * 37 * k) % 500)).join(' ')).join(''),
  fill: 'none', stroke: 1.5,
}));
const loadArt = (number) => Promise.resolve({ width: 540, height: 700, paths: strokes.map((path) => ({ ...path, d: path.d + 'L' + number + ' 5' })) });
await writeInterior(interiorBook({ loadArt }, Number(process.argv[1])), new Writable({ write: (chunk, encoding, done) => setImmediate(done) }));
console.log(process.resourceUsage().maxRSS);
`;

/** Peak resident memory in MB. A small old space makes garbage go early: what is measured is what is held. */
function peakOf(artPages: number): number {
  const options = [
    '--conditions=source',
    '--max-old-space-size=96',
    '--input-type=module',
    '-e',
    CHILD,
    String(artPages),
  ];
  const child = spawnSync(process.execPath, options, { encoding: 'utf8', cwd: process.cwd() });
  if (child.status !== 0) throw new Error(child.stderr);
  return (Number(child.stdout.trim()) * 1024) / 1e6;
}

describe('memory of writeInterior', () => {
  it('does not grow with the book', () => {
    const [small, large] = [peakOf(40), peakOf(300)];
    expect(large - small).toBeLessThan(80);
  });
});
