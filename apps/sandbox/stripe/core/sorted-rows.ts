import { itemAt } from '#contracts/items.js';

/** Where an object stands among the others of its kind: by its time, then by its turn. */
export interface Row<T> {
  value: T;
  created: number;
  turn: number;
}
type Place = Pick<Row<unknown>, 'created' | 'turn'>;

const isBefore = (one: Place, other: Place): boolean =>
  one.created < other.created || (one.created === other.created && one.turn < other.turn);

/** Index of the first row that does not stand before the place. */
export function spotOf(rows: readonly Place[], place: Place): number {
  const last = rows.at(-1);
  if (!last || isBefore(last, place)) return rows.length;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(itemAt(rows, middle), place)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function removeRow<T>(rows: Row<T>[], row: Row<T>): void {
  const spot = spotOf(rows, row);
  if (rows[spot] === row) rows.splice(spot, 1);
}
