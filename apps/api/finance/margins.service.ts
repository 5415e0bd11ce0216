import { Inject, Injectable } from '@nestjs/common';
import type { BookMargin } from '#contracts/finance.js';
import type { Database } from '#database/database.js';
import { monthNamed } from '#reconciliation/period-close/month.js';
import type { Month } from '#reconciliation/period-close/month.js';
import { shareOut } from '#ledger/share-out.js';
import { fromMicros } from '#ledger/money.js';
import { moneyView } from '../billing/billing-view.js';
import { DATABASE } from '../tokens.js';

interface BookRow {
  bookId: string;
  title: string;
  ownerId: string;
  name: string;
  pages: number;
  micros: bigint;
  costCurrency: string;
}
interface EarnedRow {
  ownerId: string;
  currency: string;
  revenue: bigint;
  fees: bigint;
}

const MAX_COUNT = 2_000;
const SHOWN = 500;

/** Margin per book and period: the share of its author's payments by number of drawings, less fees and AI cost. */
@Injectable()
export class MarginsService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Lowest margin first. */
  async of(name: string): Promise<BookMargin[]> {
    const month = monthNamed(name);
    const books = await this.books(month);
    const earned = await this.earned(month, [...new Set(books.map(({ ownerId }) => ownerId))]);
    const byOwner = Map.groupBy(books, ({ ownerId }) => ownerId);
    const margins = [...byOwner].flatMap(([ownerId, theirs]) =>
      marginsOf(
        theirs,
        earned.filter((row) => row.ownerId === ownerId),
      ),
    );
    return margins.sort((a, b) => Number(BigInt(a.margin.minor) - BigInt(b.margin.minor))).slice(0, SHOWN);
  }

  private books({ from, to }: Month): Promise<BookRow[]> {
    return this.db.$queryRaw<BookRow[]>`
      SELECT p.id AS "bookId", p.title, p."ownerId", u.name, count(*) FILTER (WHERE g.number > 0)::int AS pages,
        sum(a."costMicros")::bigint AS micros, max(a.currency) AS "costCurrency"
      FROM "ArtVersion" a
      JOIN "Page" g ON g.id = a."pageId" JOIN "Book" p ON p.id = g."bookId" JOIN "User" u ON u.id = p."ownerId"
      WHERE a."createdAt" >= ${from} AND a."createdAt" < ${to} AND a."jobId" IS NOT NULL
      GROUP BY p.id, u.name ORDER BY count(*) DESC, p.id LIMIT ${MAX_COUNT}`;
  }

  private earned({ from, to }: Month, owners: string[]): Promise<EarnedRow[]> {
    return this.db.$queryRaw<EarnedRow[]>`
      SELECT o."userId" AS "ownerId", COALESCE(p."settledCurrency", p.currency) AS currency,
        sum(CASE WHEN COALESCE(p."settledCurrency", p.currency) = p.currency THEN p.amount - p.refunded
          ELSE p."settledAmount" + COALESCE(r.settled, 0) END)::bigint AS revenue,
        sum(COALESCE(p.fee, 0))::bigint AS fees
      FROM "Payment" p JOIN "Order" o ON o.id = p."orderId"
      LEFT JOIN LATERAL (
        SELECT sum(f."settledAmount") AS settled FROM "Refund" f
        WHERE f."paymentId" = p.id AND f."settledCurrency" = p."settledCurrency" AND f.state IN ('pending', 'succeeded')
      ) r ON true
      WHERE p.state = 'succeeded' AND p.at >= ${from} AND p.at < ${to} AND o."userId" = ANY(${owners}::uuid[])
      GROUP BY 1, 2`;
  }
}

function marginsOf(books: BookRow[], earned: EarnedRow[]): BookMargin[] {
  const weights = books.map(({ pages }) => pages);
  const own = earned.length > 0 ? earned : [{ currency: books[0]?.costCurrency ?? 'usd', revenue: 0n, fees: 0n }];
  return own.flatMap(({ currency, revenue, fees }, at) => {
    const [revenues, feeShares] = [shareOut(revenue, weights), shareOut(fees, weights)];
    return books.map((book, index): BookMargin => {
      // AI cost counts once: with the revenue in its currency, or else with the first
      const counts =
        book.costCurrency === currency || (at === 0 && !own.some((each) => each.currency === book.costCurrency));
      const cost = counts ? fromMicros(book.micros, currency) : 0n;
      const [got, fee] = [revenues[index] ?? 0n, feeShares[index] ?? 0n];
      return {
        bookId: book.bookId,
        title: book.title,
        author: { id: book.ownerId, name: book.name },
        pages: book.pages,
        revenue: moneyView(got, currency),
        fees: moneyView(fee, currency),
        providerCost: moneyView(cost, currency),
        margin: moneyView(got - fee - cost, currency),
      };
    });
  });
}
