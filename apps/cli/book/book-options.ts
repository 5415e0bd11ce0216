import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CreateBook, createBook } from '#contracts/books.js';
import { isOneOf } from '#contracts/known-values.js';
import { asMeant, whatToWrite } from './cell-values.js';

export interface BookOptions {
  kind: 'book';
  form: CreateBook;
  out: string;
  cover: string | undefined;
  json: boolean;
}

/** Options of a batch: many books from a list, as one archive. */
export interface BatchOptions {
  kind: 'batch';
  list: string;
  out: string;
  json: boolean;
}

/** Errors of the command line, one line each. */
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
  batch: { type: 'string' },
  out: { type: 'string' },
  cover: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Form fields whose option has another name. */
export const OPTION_OF: Record<string, string> = { wordsPerPage: 'words', 'print.trim': 'trim' };

export const HELP = `Makes a coloring book and saves its print-ready PDF.

  npm run book -- --theme "dinosaurs in space" --pages 24 --out book.pdf
  npm run book -- --batch list.csv --out books.zip

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
  --batch FILE      a book for each line of a CSV file, up to 1,000, whose header names
                    some of: theme title author pages words age style trim seed provider;
                    --out is then a ZIP archive. Said again with the same file, it goes on
                    with the same books
  --json            one JSON object on the output, nothing else
  --help

Uses the stack that runs in COLORBOOK_HOME (.data), or starts one for this run.

Exit codes
  0    done
  1    the job failed or was canceled elsewhere; of a list: a book failed, the archive holds the others
  2    the options are wrong; nothing was started
  3    the job waits for a person; it is told which page and why
  4    the stack cannot be reached or cannot start
  130  interrupted; the job goes on unless you chose to cancel it
`;

/** `'help'`, or all options checked. Throws `BadUsage` with every problem at once. */
export function parseBookOptions(args: string[]): BookOptions | BatchOptions | 'help' {
  const values = read(args);
  if (values.help) return 'help';
  if (values.batch !== undefined) return batchOptions(values.batch, values);
  const problems: string[] = [];
  const parsed = createBook.safeParse(formOf(values));
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = path.join('.');
    const option = OPTION_OF[field] ?? field;
    const missing = field === 'theme' && values.theme === undefined;
    problems.push(`--${option}: ${missing ? 'say what the book is about' : problemText(values, option, message)}`);
  }
  if (values.out === undefined) problems.push('--out: say where the PDF goes');
  problems.push(...pathProblems('out', values.out), ...pathProblems('cover', values.cover));
  if (values.out && values.cover && resolve(values.out) === resolve(values.cover))
    problems.push('--cover: is the same file as --out');
  if (!parsed.success || values.out === undefined || problems.length > 0) throw new BadUsage(problems);
  return { kind: 'book', form: parsed.data, out: values.out, cover: values.cover, json: values.json ?? false };
}

function batchOptions(list: string, values: ReturnType<typeof read>): BatchOptions {
  const { out, json } = values;
  const problems = [...FORM_OPTIONS, 'cover' as const]
    .filter((option) => values[option] !== undefined)
    .map((option) =>
      option === 'cover' ? '--cover: the archive holds the covers' : `--${option}: is a column of the list`,
    );
  if (out === undefined) problems.push('--out: say where the archive goes');
  problems.push(...pathProblems('out', out));
  if (!statSync(list, { throwIfNoEntry: false })?.isFile()) problems.push(`--batch: there is no file ${resolve(list)}`);
  else if (out && resolve(out) === resolve(list)) problems.push('--out: is the same file as --batch');
  if (out === undefined || problems.length > 0) throw new BadUsage(problems);
  return { kind: 'batch', list, out, json: json ?? false };
}

/** True when `--json` is given, even if other options are invalid. */
export const wantsJson = (args: string[]): boolean => args.includes('--json');

function read(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new BadUsage([error instanceof Error ? error.message : String(error)]);
  }
}

/** Options of a book, which are the columns of a list. */
export const FORM_OPTIONS = [
  'theme',
  'title',
  'author',
  'pages',
  'words',
  'age',
  'style',
  'trim',
  'seed',
  'provider',
] as const;
export type FormValues = { [option in (typeof FORM_OPTIONS)[number]]?: string | undefined };

/** The error of a value, with a suggestion. */
export const problemText = (values: FormValues, option: string, problem: string): string =>
  whatToWrite(option, isOneOf(FORM_OPTIONS, option) ? values[option] : undefined, problem);

/** The request form, not validated yet. */
export function formOf(given: FormValues): object {
  const values: FormValues = Object.fromEntries(
    Object.entries(given).map(([option, text]) => [option, text === undefined ? text : asMeant(option, text)]),
  );
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

/** A value that is not a number stays text, so that validation reports it. */
function numberOf(text: string | undefined): number | string | undefined {
  return text !== undefined && /^[+-]?\d+(e\d+)?$/i.test(text) ? Number(text) : text;
}

function pathProblems(option: string, path: string | undefined): string[] {
  if (path === undefined) return [];
  if (path === '') return [`--${option}: is empty`];
  if (!existsSync(dirname(resolve(path)))) return [`--${option}: there is no folder ${dirname(resolve(path))}`];
  return existsSync(path) && statSync(path).isDirectory() ? [`--${option}: is a folder`] : [];
}
