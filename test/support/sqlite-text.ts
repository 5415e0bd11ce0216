import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';

interface Thing {
  type: string;
  name: string;
  sql: string;
}

/** A SQLite file as SQL text, as `sqlite3 FILE .dump` writes it. What a search index holds is made again by its triggers. */
export function sqliteToText(path: string): string {
  const file = new DatabaseSync(path);
  try {
    const things = thingsOf(file);
    const isVirtual = ({ sql }: Thing): boolean => sql.startsWith('CREATE VIRTUAL TABLE');
    const indexes = things.filter(isVirtual).map(({ name }) => name);
    // a search index keeps itself in tables of its own, `<index>_data` and so on
    const isInside = ({ name }: Thing): boolean => indexes.some((index) => name.startsWith(`${index}_`));
    const kept = things.filter((thing) => thing.type === 'trigger' || !isInside(thing));
    const rank = ({ type }: Thing): number => ['table', 'index', 'trigger'].indexOf(type);
    const statements = [...kept].sort((a, b) => rank(a) - rank(b)).map(({ sql }) => `${sql};`);
    const tables = kept.filter((thing) => thing.type === 'table' && !isVirtual(thing));
    return `${[...statements, ...tables.flatMap(({ name }) => rowsOf(file, name))].join('\n')}\n`;
  } finally {
    file.close();
  }
}

/** Makes the file; there must be none yet. */
export function textToSqlite(text: string, path: string): void {
  // Temporal's tables have some texts in double quotes
  const file = new DatabaseSync(path, { enableDoubleQuotedStringLiterals: true });
  try {
    file.exec('PRAGMA foreign_keys = OFF');
    file.exec(`BEGIN;\n${text}\nCOMMIT;`);
  } finally {
    file.close();
  }
}

function thingsOf(file: DatabaseSync): Thing[] {
  const rows = file
    .prepare(
      `SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
    )
    .all();
  return rows.map(({ type, name, sql }) => ({ type: String(type), name: String(name), sql: String(sql) }));
}

function rowsOf(file: DatabaseSync, table: string): string[] {
  // hidden: 2 and 3 are generated columns
  const columns = file
    .prepare(`SELECT name FROM pragma_table_xinfo('${table}') WHERE hidden = 0`)
    .all()
    .map(({ name }) => `"${String(name)}"`)
    .join(', ');
  const query = file.prepare(`SELECT ${columns} FROM "${table}"`);
  query.setReadBigInts(true);
  query.setReturnArrays(true);
  const rows = query.all() as unknown as SQLOutputValue[][]; // the types do not know of setReturnArrays
  return rows.map((row) => `INSERT INTO "${table}" (${columns}) VALUES (${row.map(literal).join(', ')});`);
}

function literal(value: SQLOutputValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex')}'`;
  return String(value);
}
