import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import { cellText } from '#contracts/cell-text.js';
import { CSV_FORMAT } from '#contracts/csv-format.js';
import type { MoneyView } from '#contracts/payments.js';
import { toDecimal } from '#ledger/money.js';
import { asInertBytes } from '../http/inert-bytes.js';

/** Cells: user text is quoted, numbers stay numbers, so that a spreadsheet can add them up. */
export type Cell = { text: string | null } | { plain: string | number | null };
export const text = (value: string | null | undefined): Cell => ({ text: value ?? null });
export const plain = (value: string | number | null | undefined): Cell => ({ plain: value ?? null });
/** `-12.50`: a signed decimal with the currency's own digits. */
export const amountOf = (money: MoneyView | null): Cell =>
  plain(money && toDecimal({ minor: BigInt(money.minor), currency: money.currency }));

const valueOf = (cell: Cell): string | number =>
  'text' in cell ? (cell.text === null ? '' : cellText(cell.text)) : (cell.plain ?? '');

/** Streams rows (RFC 4180) with backpressure: a slow client slows the query instead of growing memory. */
export async function sendCsv(
  response: Response,
  fileName: string,
  columns: string[],
  rows: AsyncIterable<Cell[]>,
): Promise<void> {
  asInertBytes(response);
  response.type('text/csv; charset=utf-8').attachment(fileName);
  const lines = stringify({ ...CSV_FORMAT, columns });
  const cells = async function* (): AsyncGenerator<(string | number)[]> {
    for await (const row of rows) yield row.map(valueOf);
  };
  await pipeline(Readable.from(cells()), lines, response);
}
