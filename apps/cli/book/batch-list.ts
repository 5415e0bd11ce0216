import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { MAX_BATCH_BOOKS } from '#contracts/batches.js';
import { type CreateBook, createBook } from '#contracts/books.js';
import { BadUsage, FORM_OPTIONS, type FormValues, OPTION_OF, formOf, problemText } from './book-options.js';

/** Bytes; enough for a thousand themes of maximum length. */
export const MAX_LIST_BYTES = 16 * 1024 * 1024;

const rowSchema = z.object({
  record: z.array(z.string()),
  /** `lines`: the line on which the record ends. */
  info: z.object({ lines: z.number() }),
});
type Row = z.infer<typeof rowSchema>;

/**
 * The books of a CSV file (RFC 4180, UTF-8; comma, semicolon or tab by the header; any line ends), all
 * checked. Trailing cells may be missing. Throws `BadUsage` with all errors, each by line and
 * column.
 */
export function parseBatchList(file: Uint8Array): CreateBook[] {
  const [header, ...rows] = readRows(textOf(file));
  if (!header) throw new BadUsage(['--batch: the file is empty; its first line names the columns']);
  const columns = withoutEmptyEnd(header.record.map((name) => name.trim().toLowerCase()));
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
    return new TextDecoder(encodingOf(file), { fatal: true }).decode(file);
  } catch {
    throw new BadUsage(['--batch: the file is not UTF-8 text; save it as "CSV UTF-8"']);
  }
}

/** A spreadsheet's "Unicode text" begins with a byte order mark of UTF-16. */
const encodingOf = ([one, two]: Uint8Array): string =>
  one === 0xff && two === 0xfe ? 'utf-16le' : one === 0xfe && two === 0xff ? 'utf-16be' : 'utf-8';

/** `sep=;` before the header names the delimiter, as in spreadsheets. */
const SEPARATOR_LINE = /^\uFEFF?"?sep=([,;\t|])"?(?:\r\n|\n|\r)/i;

function readRows(file: string): Row[] {
  const said = SEPARATOR_LINE.exec(file);
  const text = said ? file.slice(said[0].length) : file;
  const [first = ''] = text.split(/\r?\n|\r/, 1);
  const delimiter = said?.[1] ?? [',', ';', '\t'].find((each) => first.includes(each)) ?? ',';
  try {
    // one more than the limit, to detect an excess; empty lines of a spreadsheet are skipped
    // the package's types know nothing of `info`
    const parsed: unknown = parse(text, {
      delimiter,
      // programs may append lines with other line ends: each ends a record
      record_delimiter: ['\r\n', '\n', '\r'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      to: MAX_BATCH_BOOKS + 2,
    });
    const rows = z.array(rowSchema).parse(parsed);
    return said ? rows.map((row) => ({ ...row, info: { lines: row.info.lines + 1 } })) : rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BadUsage([`--batch: ${error.message}`]);
  }
}

function columnProblems(columns: string[], header: Row): string[] {
  const known: readonly string[] = FORM_OPTIONS;
  const problems = columns.flatMap((name, at) => {
    if (name === '') return [`line ${lineOf(header)}, column ${at + 1}: has no name`];
    if (!known.includes(name))
      return [`line ${lineOf(header)}, column ${at + 1}: "${name}" is none of ${known.join(', ')}`];
    return columns.indexOf(name) < at ? [`line ${lineOf(header)}, column ${at + 1}: "${name}" is there twice`] : [];
  });
  if (!columns.includes('theme')) problems.push(`line ${lineOf(header)}: there is no column "theme"`);
  return problems;
}

/** The checked form, or its errors. */
function bookOf(columns: string[], row: Row): CreateBook | string[] {
  const cells = withoutEmptyEnd(row.record.map((cell) => cell.trim())).length;
  if (cells > columns.length)
    return [
      `line ${lineOf(row)}: has ${cells} cells and the header ${columns.length}; put quotes around text with commas`,
    ];
  const values: FormValues = Object.fromEntries(
    columns.map((name, at) => [name, row.record[at]?.trim() || undefined] as const),
  );
  const parsed = createBook.safeParse(formOf(values));
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => {
    const field = path.join('.');
    const column = OPTION_OF[field] ?? field;
    const missing = field === 'theme' && values.theme === undefined;
    return `line ${lineOf(row)}, column ${column}: ${missing ? 'say what the book is about' : problemText(values, column, message)}`;
  });
}

/** Spreadsheets write columns that are empty, or leave out the last cells of a line. */
const withoutEmptyEnd = (cells: string[]): string[] => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);

/** Where a row begins; a cell in quotes may hold line breaks. */
const lineOf = ({ record, info }: Row): number => info.lines - (record.join('').match(/\r\n|\n|\r/g)?.length ?? 0);
