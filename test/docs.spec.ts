import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = process.cwd();
const SUITE = /\.(spec|e2e-spec|workflow-spec)\.ts$/;

const below = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...below('docs').filter((path) => path.endsWith('.md')),
];
const suites = ['apps', 'workflows', 'activities', 'libs', 'prisma', 'docker', 'test']
  .flatMap(below)
  .filter((path) => SUITE.test(path));
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

interface Claim {
  page: string;
  said: string;
}
const claims = (pattern: RegExp, found = pages): Claim[] =>
  found.flatMap((page) => [...textOf(page).matchAll(pattern)].map(([, said = '']) => ({ page, said })));

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): string[] =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Words behind `npm test --`, up to the end of the command. */
const testWords = ({ page, said }: Claim): Claim[] =>
  said
    .replace(/#.*/, '')
    .trim()
    .split(/\s+/)
    .filter((word) => /^[\w/.-]+$/.test(word) && !word.startsWith('-'))
    .map((word) => ({ page, said: word }));

describe('README, CONTRIBUTING and docs', () => {
  it('link to and show only what is there', () => {
    const links = claims(/\]\(([^)\s]+)\)/g).filter(({ said }) => !/^(https?|mailto):/.test(said));
    expect(links.length).toBeGreaterThan(100);
    const broken = links.filter(({ page, said }) => {
      const [path = '', anchor] = said.split('#');
      const target = path === '' ? page : relative(root, resolve(root, dirname(page), path));
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(textOf(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('show every picture that is kept', () => {
    const shown = new Set(claims(/\]\(([^)\s]+\.png)\)/g).map(({ page, said }) => join(dirname(page), said)));
    expect(below('docs/pictures').filter((picture) => !shown.has(picture))).toEqual([]);
  });

  it('name only commands that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const commands = claims(/npm run ([a-z-]+)/g);
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter(({ said }) => !(said in scripts))).toEqual([]);
  });

  it('name only suites that there are', () => {
    const words = claims(/npm test -- ([^`\n]+)/g).flatMap(testWords);
    expect(words.length).toBeGreaterThan(20);
    expect(words.filter(({ said }) => !suites.some((suite) => suite.includes(said)))).toEqual([]);
  });

  it('name only files of tests that there are', () => {
    const isChecked = (page: string): boolean => page !== 'CONTRIBUTING.md'; // whose walk-through makes some
    const named = claims(/`((?:test|apps|libs)\/[\w./-]+\.ts)`/g, pages.filter(isChecked));
    expect(named.filter(({ said }) => !existsSync(join(root, said)))).toEqual([]);
  });

  it('give each of the twelve tasks a command', () => {
    const [, table = ''] = textOf('README.md').split('## Status of the twelve tasks');
    const rows = [...table.split('\n## ')[0]!.matchAll(/^\| *(\d+) *\|.*\|([^|]*)\|$/gm)];
    expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    expect(rows.filter(([, , shownBy = '']) => !/`npm (test|run)\b/.test(shownBy)).map(([row]) => row)).toEqual([]);
  });
});
