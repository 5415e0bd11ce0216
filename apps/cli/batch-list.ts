import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { MAX_BATCH_BOOKS } from '#contracts/batches.js';
import { type CreateProject, createProject } from '#contracts/projects.js';
import { BadUsage, type FormValues, formOf, optionOf } from './book-options.js';

/** Bytes: a thousand rows of long texts. */
const LARGEST_LIST = 4 * 1024 * 1024;
const COLUMNS = ['theme', 'title', 'author', 'pages', 'words', 'age', 'style', 'trim', 'seed', 'provider'] as const;

/** A book of a list, and the line that it stands on. */
export interface ListedBook {
  line: number;
  form: CreateProject;
}

/**
 * Reads a list of books: CSV with a line of column names, which are those of the options. Throws `BadUsage` with everything
 * that is wrong in all of its lines, so that a person mends it in one go and nothing is started by halves.
 */
export function readBatchList(path: string): ListedBook[] {
  return booksOf(textOf(path));
}

export function booksOf(text: string): ListedBook[] {
  const rows = rowsOf(text);
  const [head, ...lines] = rows;
  if (!head) throw new BadUsage(['--batch: the list is empty']);
  const names = head.record.map((name) => name.trim().toLowerCase());
  const problems = columnProblems(names);
  if (lines.length === 0) problems.push('--batch: the list names no book');
  if (lines.length > MAX_BATCH_BOOKS)
    problems.push(`--batch: the list names ${lines.length} books; ${MAX_BATCH_BOOKS} at most`);
  if (problems.length > 0) throw new BadUsage(problems);
  const books: ListedBook[] = [];
  for (const { record, info } of lines) {
    const values = Object.fromEntries(names.map((name, at) => [name, record[at]?.trim() || undefined])) as FormValues;
    const parsed = createProject.safeParse(formOf(values));
    if (parsed.success) books.push({ line: info.lines, form: parsed.data });
    for (const { path, message } of parsed.error?.issues ?? []) {
      const column = optionOf(path.join('.'));
      const words = column === 'theme' && values.theme === undefined ? 'say what the book is about' : message;
      problems.push(`line ${info.lines}, ${column}: ${words}`);
    }
  }
  if (problems.length > 0) throw new BadUsage(problems);
  return books;
}

function textOf(path: string): string {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > LARGEST_LIST) throw new BadUsage([`--batch: ${path} is larger than 4 MiB`]);
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof BadUsage) throw error;
    throw new BadUsage([`--batch: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

interface Row {
  record: string[];
  info: { lines: number };
}

function rowsOf(text: string): Row[] {
  try {
    return parse(text, { bom: true, info: true, skip_empty_lines: true, relax_column_count: true, trim: true }) as unknown as Row[]; // prettier-ignore
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BadUsage([`--batch: this is no CSV: ${error.message}`]);
  }
}

function columnProblems(names: string[]): string[] {
  const known: readonly string[] = COLUMNS;
  const unknown = names.filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => `line 1: there is no column “${name}”; there are ${COLUMNS.join(', ')}`),
    ...(names.includes('theme') ? [] : ['line 1: the column theme is missing']),
    ...(new Set(names).size < names.length ? ['line 1: a column stands there twice'] : []),
  ];
}
