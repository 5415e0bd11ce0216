import type { Writable } from 'node:stream';
import type { PeriodView } from '#contracts/finance.js';
import type { MoneyView } from '#contracts/payments.js';
import type { Face } from '#pdf/typesetting/fonts.js';
import { PdfOutput } from '#pdf/pdf-output.js';
import { TextPainter } from '#pdf/typesetting/text-paint.js';

export interface PeriodReport {
  period: PeriodView;
  /** Exceptions that people settled, with why and by whom. */
  resolved: { words: string; reason: string; by: string }[];
}

/** A4 in points, with a margin for the holes of a binder. */
const PAGE = { width: 595, height: 842 };
const LEFT = 62;
const RIGHT = 545;
const TOP = 64;
const FOOT = 770;
const INK = '0.13 g';
const GREY = '0.42 g';
const RULE = '0.78 G 0.6 w';

interface Column {
  x: number;
  /** Where the text ends: to the right of it nothing is written. */
  to: number;
  right?: boolean;
}

/** A month as finance signs it, to be printed and kept: balances, differences, what was settled and who answers for it. */
export async function writePeriodReport({ period, resolved }: PeriodReport, out: Writable): Promise<void> {
  const year = Number(period.month.slice(0, 4));
  const output = new PdfOutput({ title: `Close of ${period.month}`, author: 'ColorBook Engine', year }, out);
  const sheet = new ReportSheet(output, period);
  sheet.title(monthLabel(period.month), STATES[period.state]);
  sheet.heading('Balances by account');
  sheet.row(BALANCES, ['Account', 'Opening', 'Movement', 'Closing'], 'bold');
  for (const { account, opening, movement, closing } of period.lines)
    sheet.row(BALANCES, [account, amount(opening), amount(movement), amount(closing)]);
  if (period.lines.length === 0) sheet.paragraph('Nothing was posted.');
  sheet.heading('Stripe’s balance, by our ledger and by Stripe');
  sheet.row(BALANCES, ['Currency', 'Our ledger', 'Stripe', 'Difference'], 'bold');
  for (const { ledger, stripe, difference } of period.differences)
    sheet.row(BALANCES, [ledger.currency.toUpperCase(), amount(ledger), amount(stripe), amount(difference)]);
  sheet.paragraph(`Compared one by one: ${period.transactions} transactions.`);
  sheet.heading(`Exceptions that were settled: ${period.resolvedItems}`);
  for (const { words, reason, by } of resolved) {
    sheet.paragraph(words);
    sheet.paragraph(`${reason}${by ? ` — ${by}` : ''}`, GREY, 12);
  }
  if (period.obstacles.length > 0) {
    sheet.heading('What stands in the way of closing');
    for (const words of period.obstacles) sheet.paragraph(words);
  }
  sheet.signatures(period);
  await output.packPage();
  await output.end();
}

const BALANCES: Column[] = [
  { x: LEFT, to: 230 },
  { x: 230, to: 335, right: true },
  { x: 335, to: 440, right: true },
  { x: 440, to: RIGHT, right: true },
];

const STATES = { open: 'Open — a draft', prepared: 'Prepared, not closed', closed: 'Closed' } as const;

/** Draws from the top; a new page starts when this one is full. */
class ReportSheet {
  private y = TOP;
  private page = 0;
  private readonly text: TextPainter;

  constructor(
    private readonly output: PdfOutput,
    private readonly period: PeriodView,
  ) {
    this.text = new TextPainter(output.document);
    this.newPage();
  }

  title(name: string, state: string): void {
    this.write(name, 'title', 28, LEFT, RIGHT, INK);
    this.y += 36;
    this.write(`Close of the month · ${state}`, 'text', 11, LEFT, RIGHT, GREY);
    this.y += 24;
  }

  heading(words: string): void {
    this.room(60);
    this.y += 16;
    this.write(words, 'bold', 13, LEFT, RIGHT, INK);
    this.y += 18;
    this.output.document.addContent(`q ${RULE} ${LEFT} ${this.y} m ${RIGHT} ${this.y} l S Q`);
    this.y += 6;
  }

  row(columns: Column[], cells: string[], face: Face = 'text'): void {
    this.room(16);
    for (const [at, { x, to, right }] of columns.entries()) this.write(cells[at] ?? '', face, 9.5, x, to, INK, right);
    this.y += 15;
  }

  paragraph(words: string, paint = INK, indent = 0): void {
    const size = 9.5;
    const set = this.text.set(words, 'text');
    for (const line of set.lines((RIGHT - LEFT - indent) / size)) {
      this.room(14);
      this.text.line(line, { face: 'text', size, leading: 1.3, align: 'left', paint }, LEFT + indent, this.y + size);
      this.y += 13;
    }
    this.y += 2;
  }

  signatures({ digest, agrees, rules, preparedBy, preparedAt, approvedBy, closedAt, adjustments }: PeriodView): void {
    this.heading('Evidence and signatures');
    this.paragraph(digest ? `SHA-256 of the evidence: ${digest}` : 'No evidence was made yet.');
    if (agrees !== null)
      this.paragraph(
        agrees
          ? 'Made once more for this report, it is the same.'
          : 'Made once more for this report, it is NOT the same.',
      );
    if (rules !== null) this.paragraph(`Reconciled by version ${rules} of the rules.`);
    if (adjustments > 0)
      this.paragraph(
        `${adjustments} ${adjustments === 1 ? 'entry' : 'entries'} about this month posted into later ones.`,
      );
    this.room(80);
    this.y += 40;
    for (const [x, role, name, at] of [
      [LEFT, 'Prepared', preparedBy?.name, preparedAt],
      [320, 'Approved', approvedBy?.name, closedAt],
    ] as const) {
      this.output.document.addContent(`q ${RULE} ${x} ${this.y} m ${x + 200} ${this.y} l S Q`);
      const words = name ? `${role} by ${name}, ${at?.slice(0, 16).replace('T', ' ')} UTC` : `${role} by`;
      const below = this.y;
      this.y += 4;
      this.write(words, 'text', 9, x, x + 215, GREY);
      this.y = below;
    }
    this.y += 24;
  }

  private write(words: string, face: Face, size: number, x: number, to: number, paint: string, right = false): void {
    const line = this.text.set(words, face).lines((to - x) / size)[0];
    if (!line) return;
    const left = right ? to - line.width * size : x;
    this.text.line(line, { face, size, leading: 1.2, align: 'left', paint }, left, this.y + size);
  }

  private room(height: number): void {
    if (this.y + height > FOOT) this.newPage();
  }

  private newPage(): void {
    this.output.addPage({ media: PAGE, trim: { x: 0, y: 0, ...PAGE } });
    this.page += 1;
    this.y = 800;
    this.write(`ColorBook Engine · close of ${this.period.month}`, 'text', 8, LEFT, 400, GREY);
    this.write(`page ${this.page}`, 'text', 8, 400, RIGHT, GREY, true);
    this.y = TOP;
  }
}

const DECIMALS = new Intl.NumberFormat('en', { useGrouping: true });

/** `1,234.50 USD`: exact, whatever its size. */
function amount({ minor, currency }: MoneyView): string {
  const code = currency.toUpperCase();
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
  const size = minor.replace('-', '').padStart(digits + 1, '0');
  const whole = DECIMALS.format(BigInt(digits === 0 ? size : size.slice(0, -digits)));
  return `${minor.startsWith('-') ? '−' : ''}${whole}${digits === 0 ? '' : `.${size.slice(-digits)}`} ${code}`;
}

const monthLabel = (month: string): string =>
  new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
