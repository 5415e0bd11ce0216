import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CreateProject, createProject } from '#contracts/projects.js';

export interface BookOptions {
  form: CreateProject;
  out: string;
  cover: string | undefined;
  json: boolean;
}

/** Many books: a list instead of a form. */
export interface BatchOptions {
  batch: string;
  out: string;
  json: boolean;
}

/** Everything that is wrong with the command line, one line each. */
export class BadUsage extends Error {
  override readonly name = 'BadUsage';
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
  }
}

const OPTIONS = {
  theme: { type: 'string' },
  title: { type: 'string' },
  author: { type: 'string' },
  pages: { type: 'string' },
  words: { type: 'string' },
  age: { type: 'string' },
  style: { type: 'string' },
  trim: { type: 'string' },
  seed: { type: 'string' },
  provider: { type: 'string' },
  out: { type: 'string' },
  cover: { type: 'string' },
  batch: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Names of the form's fields where the option is called something else. */
const OPTION_OF: Record<string, string> = { wordsPerPage: 'words', 'print.trim': 'trim' };

export const HELP = `Makes a coloring book and saves its print-ready PDF.

  npm run book -- --theme "dinosaurs in space" --pages 24 --out book.pdf

  --theme TEXT      what the book is about (needed)
  --out FILE        where the interior goes (needed)
  --cover FILE      where the wrap-around cover goes
  --pages N         drawings, 1 to 400                       24
  --words N         words of story on a page, 0 for none     20
  --age RANGE       2-4, 4-8, 8-12 or adult                  4-8
  --style STYLE     scene, mandala or pattern                scene
  --trim WxH        page size in inches                      8.5x11
  --title TEXT      otherwise the storyteller finds one
  --author TEXT     name on the cover
  --seed N          the same seed makes the same book
  --provider NAME   built-in or openai                       the deployment's
  --batch FILE      many books: a CSV file whose columns are called as the options
                    (theme, title, author, pages, words, age, style, trim, seed,
                    provider); --out is a ZIP of all files then
  --json            one JSON object on the output, nothing else
  --help

Uses the stack that runs in COLORBOOK_HOME (.data), or starts one for this run.

Exit codes
  0    done
  1    the job failed or was canceled elsewhere
  2    the options are wrong; nothing was started
  3    the job waits for a person; it is told which page and why
  4    the stack cannot be reached or cannot start
  130  interrupted; the job goes on unless you chose to cancel it
`;

/** `'help'`, or all options checked. Throws `BadUsage` with every problem at once. */
export function parseBookOptions(args: string[]): BookOptions | BatchOptions | 'help' {
  const values = read(args);
  if (values.help) return 'help';
  if (values.batch !== undefined) return batchOptions(values, values.batch);
  const problems: string[] = [];
  const parsed = createProject.safeParse(formOf(values));
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = path.join('.');
    problems.push(
      `--${optionOf(field)}: ${field === 'theme' && values.theme === undefined ? 'say what the book is about' : message}`,
    );
  }
  if (values.out === undefined) problems.push('--out: say where the PDF goes');
  problems.push(...pathProblems('out', values.out), ...pathProblems('cover', values.cover));
  if (values.out && values.cover && resolve(values.out) === resolve(values.cover))
    problems.push('--cover: is the same file as --out');
  if (!parsed.success || values.out === undefined || problems.length > 0) throw new BadUsage(problems);
  return { form: parsed.data, out: values.out, cover: values.cover, json: values.json ?? false };
}

function batchOptions(values: ReturnType<typeof read>, batch: string): BatchOptions {
  const alone = Object.keys(values).filter((name) => !['batch', 'out', 'json'].includes(name));
  const problems = alone.map((name) => `--${name}: stands in the list, not beside --batch`);
  if (values.out === undefined) problems.push('--out: say where the ZIP goes');
  problems.push(...pathProblems('out', values.out));
  if (values.out === undefined || problems.length > 0) throw new BadUsage(problems);
  return { batch, out: values.out, json: values.json ?? false };
}

/** What a person calls a field of the form. */
export const optionOf = (field: string): string => OPTION_OF[field] ?? field;

/** True when the person wants JSON, as far as that can be told from options that may be wrong otherwise. */
export const wantsJson = (args: string[]): boolean => args.includes('--json');

function read(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new BadUsage([error instanceof Error ? error.message : String(error)]);
  }
}

export type FormValues = Partial<
  Record<'theme' | 'title' | 'author' | 'age' | 'style' | 'provider' | 'trim' | 'pages' | 'words' | 'seed', string>
>;

export function formOf(values: FormValues): object {
  const { theme, title, author, age, style, provider, trim } = values;
  const form = {
    theme,
    title,
    author,
    age,
    style,
    provider,
    pages: numberOf(values.pages),
    wordsPerPage: numberOf(values.words),
    seed: numberOf(values.seed),
    print: trim === undefined ? undefined : { trim },
  };
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined));
}

/** What is no number stays text, so that the form's own check names it. */
function numberOf(text: string | undefined): number | string | undefined {
  return text !== undefined && /^[+-]?\d+(\.\d+)?(e\d+)?$/i.test(text) ? Number(text) : text;
}

function pathProblems(option: string, path: string | undefined): string[] {
  if (path === undefined) return [];
  if (path === '') return [`--${option}: is empty`];
  if (!existsSync(dirname(resolve(path)))) return [`--${option}: there is no folder ${dirname(resolve(path))}`];
  return existsSync(path) && statSync(path).isDirectory() ? [`--${option}: is a folder`] : [];
}
