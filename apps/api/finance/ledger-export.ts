import type { Database } from '#database/database.js';
import { monthNamed } from '#reconciliation/period-close/month.js';
import { toDecimal } from '#ledger/money.js';
import { plain, text } from './csv.js';
import type { Cell } from './csv.js';

const BATCH = 1_000;

export const LEDGER_COLUMNS = [
  'at',
  'transaction',
  'kind',
  'cause',
  'account',
  'debit',
  'credit',
  'currency',
  'adjusts',
  'memo',
];

/** Every posting of a period, one line each. */
export async function* ledgerRows(db: Database, month: string): AsyncGenerator<Cell[]> {
  const { from, to } = monthNamed(month);
  let last = { at: new Date(0), id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const rows = await db.ledgerTransaction.findMany({
      where: { at: { gte: from, lt: to }, OR: [{ at: { gt: last.at } }, { at: last.at, id: { gt: last.id } }] },
      include: { postings: { orderBy: { id: 'asc' } } },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
      take: BATCH,
    });
    for (const { postings, ...row } of rows)
      for (const { account, amount, currency } of postings) {
        const size = toDecimal({ minor: amount < 0n ? -amount : amount, currency });
        yield [
          plain(row.at.toISOString()),
          text(row.key),
          text(row.kind),
          text(`${row.causeKind} ${row.causeId}`),
          text(account),
          plain(amount > 0n ? size : ''),
          plain(amount < 0n ? size : ''),
          text(currency.toUpperCase()),
          plain(row.adjusts),
          text(row.memo),
        ];
      }
    last = rows.at(-1) ?? last;
    if (rows.length < BATCH) return;
  }
}
