import type { Database } from '#database/database.js';

type Row = Record<string, unknown>;
type Where = Record<string, unknown>;

/** A table in memory, with as much of Prisma's ways as looks at Stripe use. Unique keys are honoured. */
class Table {
  readonly rows: Row[] = [];
  constructor(private readonly unique: string[]) {}

  findUnique = async ({ where }: { where: Where }) => this.find(where);
  findFirst = async ({ where }: { where: Where }) => this.find(where);
  findMany = async ({ where }: { where: Where }) => this.rows.filter((row) => fits(row, where));
  create = async ({ data }: { data: Row }) => this.add(data);
  update = async ({ where, data }: { where: Where; data: Row }) => Object.assign(this.find(where)!, data);
  updateMany = async ({ where, data }: { where: Where; data: Row }) => {
    const found = this.rows.filter((row) => fits(row, where));
    for (const row of found) Object.assign(row, data);
    return { count: found.length };
  };
  upsert = async ({ where, create, update }: { where: Where; create: Row; update: Row }) => {
    const found = this.find(where);
    return found ? Object.assign(found, update) : this.add(create);
  };
  createMany = async ({ data }: { data: Row[] }) => {
    const fresh = data.filter((row) => !this.clashes(row));
    for (const row of fresh) this.add(row);
    return { count: fresh.length };
  };

  private find = (where: Where): Row | null => this.rows.find((row) => fits(row, where)) ?? null;
  private clashes = (row: Row): boolean =>
    this.unique.some((key) => row[key] != null && this.rows.some((other) => other[key] === row[key]));
  private add(row: Row): Row {
    if (this.clashes(row)) throw new Error(`A second row with the same key: ${JSON.stringify(row, bigints)}`);
    const made = { revokedAt: null, revokedBecause: null, ...row };
    this.rows.push(made);
    return made;
  }
}

const bigints = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
const fits = (row: Row, where: Where): boolean =>
  Object.entries(where).every(([key, value]) => (row[key] ?? null) === value);

/** The tables that looks write, in memory: thousands of streams in the time that PostgreSQL takes for dozens. */
export function memoryBooks(): { db: Database; tables: Record<string, Table> } {
  const tables: Record<string, Table> = {
    billingAccount: new Table(['userId', 'customerId']),
    subscription: new Table(['id']),
    order: new Table(['id', 'invoiceId', 'checkoutSessionId']),
    payment: new Table(['id', 'balanceTransactionId']),
    refund: new Table(['id', 'balanceTransactionId']),
    refundRequest: new Table(['id']),
    dispute: new Table(['id']),
    payout: new Table(['id']),
    entitlement: new Table(['id', 'orderId']),
    period: new Table(['month']),
    ledgerTransaction: new Table(['id', 'key']),
    ledgerPosting: new Table([]),
  };
  const looks = new Map<string, bigint>();
  let turn = 0n;
  const $queryRaw = async (sql: TemplateStringsArray, id?: string, ticket?: bigint) => {
    if (sql.join('').includes('nextval')) return [{ turn: (turn += 1n) }];
    if (!sql.join('').includes('StripeRefresh')) return [];
    if ((looks.get(id!) ?? 0n) >= ticket!) return [];
    looks.set(id!, ticket!);
    return [{ one: 1 }];
  };
  const connection = { ...tables, $queryRaw, $executeRaw: async () => 0 };
  let last: Promise<unknown> = Promise.resolve();
  const $transaction = <T>(body: (tx: unknown) => Promise<T>): Promise<T> => {
    const run = last.then(() => body(connection));
    last = run.catch(() => undefined);
    return run;
  };
  return { db: { ...connection, $transaction } as unknown as Database, tables };
}
