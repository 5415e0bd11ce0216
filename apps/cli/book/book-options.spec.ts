import { describe, expect, it } from '@jest/globals';
import { BadUsage, parseBookOptions } from './book-options.js';

function problemsOf(...args: string[]): string[] {
  try {
    parseBookOptions(args);
    return [];
  } catch (error) {
    if (error instanceof BadUsage) return error.problems;
    throw error;
  }
}

describe('the options of npm run book', () => {
  it('become the request form of the API', () => {
    const args = '--theme dragons --pages 12 --words 0 --age 8-12 --style mandala --trim 6x9 --seed 7 --out /tmp/a.pdf';
    const options = parseBookOptions(args.split(' '));
    expect(options).toMatchObject({
      form: {
        theme: 'dragons',
        pages: 12,
        wordsPerPage: 0,
        age: '8-12',
        style: 'mandala',
        seed: 7,
        print: { trim: '6x9' },
      },
      out: '/tmp/a.pdf',
      json: false,
    });
  });

  it('are all refused at once, by their option names', () => {
    const args = '--theme= --pages 0 --words many --age 5 --trim 3x3 --out /no/such/folder/a.pdf --cover /tmp';
    const problems = problemsOf(...args.split(' ')).join('\n');
    for (const name of ['theme', 'pages', 'words', 'age', 'trim', 'out', 'cover'])
      expect(problems).toContain(`--${name}: `);
  });

  it.each([['--pages=-1'], ['--pages=1e6'], ['--pages=1.5'], ['--pages=ten'], ['--pages=']])('refuse %s', (pages) => {
    expect(problemsOf('--theme', 'dragons', '--out', '/tmp/a.pdf', pages)).toEqual([
      expect.stringMatching(/^--pages: /),
    ]);
  });

  it('need a theme and a file, and no others than the known', () => {
    expect(problemsOf()).toEqual(['--theme: say what the book is about', '--out: say where the PDF goes']);
    expect(problemsOf('--colour', 'red')).toEqual([expect.stringContaining('--colour')]);
    expect(problemsOf('--theme', 'dragons', '--out', '/tmp/a.pdf', '--cover', '/tmp/a.pdf')).toHaveLength(1);
    expect(parseBookOptions(['--help'])).toBe('help');
  });
});
