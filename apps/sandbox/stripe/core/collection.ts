import { removeRow, type Row, spotOf } from './sorted-rows.js';

export interface PageQuery<T> {
  /** Values of indexed fields. */
  where?: Record<string, string | undefined>;
  /** What no index answers; asked of each candidate. */
  test?: (value: T) => boolean;
  created?: { gt?: number; gte?: number; lt?: number; lte?: number };
  limit: number;
  /** Ids of which the page stands next to. */
  startingAfter?: string;
  endingBefore?: string;
}

/** Indexed fields and their getters. */
export type IndexKeys<T> = Record<string, (value: T) => string | null | undefined>;

interface Index<T> {
  name: string;
  keyOf: (value: T) => string | null | undefined;
  rows: Map<string, Row<T>[]>;
}

/**
 * Objects of one kind, by id and in order of creation. Lists come from sorted arrays and one index per field, so that
 * a page costs the same whether it is the first or the thousandth.
 */
export class Collection<T extends { id: string }> {
  readonly #byId = new Map<string, Row<T>>();
  readonly #all: Row<T>[] = [];
  readonly #indexes: Index<T>[];
  #counter = 0;

  constructor(
    keys: IndexKeys<T>,
    private readonly createdOf: (value: T) => number,
  ) {
    this.#indexes = Object.entries(keys).map(([name, keyOf]) => ({ name, keyOf, rows: new Map() }));
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id)?.value;
  }

  /** Takes the place of the object with the same id; hands that one back. */
  put(value: T): T | undefined {
    const row = this.#byId.get(value.id);
    if (!row) {
      const made = { value, created: this.createdOf(value), turn: ++this.#counter };
      this.#byId.set(value.id, made);
      insert(this.#all, made);
      for (const index of this.#indexes) this.#enter(index, made);
      return undefined;
    }
    const before = row.value;
    for (const index of this.#indexes) {
      const old = index.keyOf(before);
      if (old === index.keyOf(value)) continue;
      if (old != null) removeRow(index.rows.get(old) ?? [], row);
      this.#enter(index, { ...row, value }, row);
    }
    row.value = value;
    return before;
  }

  remove(id: string): void {
    const row = this.#byId.get(id);
    if (!row) return;
    this.#byId.delete(id);
    removeRow(this.#all, row);
    for (const { keyOf, rows } of this.#indexes) {
      const key = keyOf(row.value);
      if (key != null) removeRow(rows.get(key) ?? [], row);
    }
  }

  /** All in order of creation, oldest first; with an index, those under its key. */
  *each(index?: string, key?: string): Generator<T> {
    for (const row of index === undefined ? this.#all : this.#rowsOf(index, key ?? '')) yield row.value;
  }

  count(index: string, key: string): number {
    return this.#rowsOf(index, key).length;
  }

  /** Keys that an index has at present. */
  keysOf(index: string): string[] {
    const rows = this.#indexes.find(({ name }) => name === index)?.rows ?? new Map<string, Row<T>[]>();
    return [...rows].filter(([, list]) => list.length > 0).map(([key]) => key);
  }

  /** One page, newest first. A cursor that does not exist gives undefined. */
  page(query: PageQuery<T>): { data: T[]; hasMore: boolean } | undefined {
    const where = Object.entries(query.where ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined);
    let rows = this.#all;
    for (const [name, key] of where) {
      const narrower = this.#rowsOf(name, key);
      if (narrower.length < rows.length) rows = narrower;
    }
    const fits = (value: T): boolean =>
      where.every(([name, key]) => this.#indexes.find((each) => each.name === name)?.keyOf(value) === key) &&
      (query.test?.(value) ?? true);
    let { from, to } = windowOf(rows, query.created ?? {});
    const cursor = query.startingAfter ?? query.endingBefore;
    if (cursor !== undefined) {
      const row = this.#byId.get(cursor);
      if (!row) return undefined;
      const spot = spotOf(rows, row);
      if (query.startingAfter !== undefined) to = Math.min(to, spot);
      else from = Math.max(from, rows[spot] === row ? spot + 1 : spot);
    }
    const upward = query.endingBefore !== undefined && query.startingAfter === undefined;
    const data: T[] = [];
    for (let step = 0; step < to - from && data.length <= query.limit; step++) {
      const value = rows[upward ? from + step : to - 1 - step]?.value;
      if (value && fits(value)) data.push(value);
    }
    const hasMore = data.length > query.limit;
    data.length = Math.min(data.length, query.limit);
    return { data: upward ? data.reverse() : data, hasMore };
  }

  #rowsOf(name: string, key: string): Row<T>[] {
    const index = this.#indexes.find((each) => each.name === name);
    if (!index) throw new Error(`There is no index "${name}".`);
    return index.rows.get(key) ?? [];
  }

  #enter(index: Index<T>, like: Row<T>, row: Row<T> = like): void {
    const key = index.keyOf(like.value);
    if (key == null) return;
    const rows = index.rows.get(key);
    if (rows) insert(rows, row);
    else index.rows.set(key, [row]);
  }
}

/** Nearly always at the end, since time increases. */
function insert<T>(rows: Row<T>[], row: Row<T>): void {
  const spot = spotOf(rows, row);
  if (spot === rows.length) rows.push(row);
  else rows.splice(spot, 0, row);
}

function windowOf<T>(
  rows: Row<T>[],
  { gt, gte, lt, lte }: NonNullable<PageQuery<T>['created']>,
): { from: number; to: number } {
  const first = Math.max(gte ?? -Infinity, gt === undefined ? -Infinity : gt + 1);
  const past = Math.min(lt ?? Infinity, lte === undefined ? Infinity : lte + 1);
  const at = (created: number): number => spotOf(rows, { created, turn: 0 });
  return { from: first === -Infinity ? 0 : at(first), to: past === Infinity ? rows.length : at(past) };
}
