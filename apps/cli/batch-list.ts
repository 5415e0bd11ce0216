import { CsvError, parse } from 'csv-parse/sync';
import { MAX_BATCH_BOOKS } from '#contracts/batches.js';
import { type CreateProject, createProject } from '#contracts/projects.js';
import { BadUsage, FORM_OPTIONS, type FormValues, OPTION_OF, formOf } from './book-options.js';

/** Bytes; a thousand themes of full length fit many times over. */
export const MAX_LIST_BYTES = 16 * 1024 * 1024;

interface Row {
  record: string[];
  /** `lines`: where the record ends. */
  info: { lines: number };
}

/**
 * The books of a CSV file (RFC 4180, UTF-8; commas, semicolons or tabs as the header has them), all checked. Throws
 * `BadUsage` with everything that is wrong, each by its line and column.
 */
export function parseBatchList(file: Uint8Array): CreateProject[] {
  const [header, ...rows] = readRows(textOf(file));
  if (!header) throw new BadUsage(['--batch: the file is empty; its first line names the columns']);
  const columns = header.record.map((name) => name.trim().toLowerCase());
  const problems = columnProblems(columns, header);
  if (problems.length > 0) throw new BadUsage(problems);
  if (rows.length === 0) throw new BadUsage(['--batch: the file has no books, only a header']);
  if (rows.length > MAX_BATCH_BOOKS) throw new BadUsage([`--batch: has more than ${MAX_BATCH_BOOKS} books`]);
  const books = rows.flatMap((row) => {
    const book = bookOf(columns, row);
    if (!Array.isArray(book)) return [book];
    problems.push(...book);
    return [];
  });
  if (problems.length > 0) throw new BadUsage(problems);
  return books;
}

function textOf(file: Uint8Array): string {
  if (file.length > MAX_LIST_BYTES) throw new BadUsage(['--batch: the file is larger than 16 MB']);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    throw new BadUsage(['--batch: the file is not UTF-8 text; save it as "CSV UTF-8"']);
  }
}

function readRows(text: string): Row[] {
  const [first = ''] = text.split(/\r?\n|\r/, 1);
  const delimiter = [',', ';', '\t'].find((each) => first.includes(each)) ?? ',';
  try {
    // one more than allowed, so that too many are seen; lines that a spreadsheet left empty are no books
    return parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      to: MAX_BATCH_BOOKS + 2,
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BadUsage([`--batch: ${error.message}`]);
  }
}

function columnProblems(columns: string[], header: Row): string[] {
  const known: readonly string[] = FORM_OPTIONS;
  const problems = columns.flatMap((name, at) => {
    if (!known.includes(name))
      return [`line ${lineOf(header)}, column ${at + 1}: "${name}" is none of ${known.join(', ')}`];
    return columns.indexOf(name) < at ? [`line ${lineOf(header)}, column ${at + 1}: "${name}" is there twice`] : [];
  });
  if (!columns.includes('theme')) problems.push(`line ${lineOf(header)}: there is no column "theme"`);
  return problems;
}

/** The checked form, or what is wrong with it. */
function bookOf(columns: string[], row: Row): CreateProject | string[] {
  const cells = row.record.length;
  if (cells !== columns.length)
    return [
      `line ${lineOf(row)}: has ${cells} cells and the header ${columns.length}; put quotes around text with commas`,
    ];
  const values: FormValues = Object.fromEntries(
    columns.map((name, at) => [name, row.record[at]?.trim() || undefined] as const),
  );
  const parsed = createProject.safeParse(formOf(values));
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => {
    const field = path.join('.');
    const column = OPTION_OF[field] ?? field;
    const missing = field === 'theme' && values.theme === undefined;
    return `line ${lineOf(row)}, column ${column}: ${missing ? 'say what the book is about' : message}`;
  });
}

/** Where a row begins; a cell in quotes may hold line breaks. */
const lineOf = ({ record, info }: Row): number => info.lines - (record.join('').match(/\r\n|\n|\r/g)?.length ?? 0);
