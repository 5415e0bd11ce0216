/** A line of the table at the end. */
export interface Row {
  what: string;
  /** In words, with its unit. */
  figure: string;
  /** Who did the same work in the same run, and their figure. */
  beside?: string;
  /** Of our time (or memory) to theirs. */
  ratio?: number;
  goal?: string;
  /** Left out where there is no goal. */
  met?: boolean;
}

/** A row with a goal for its ratio: ours may take so many times what theirs takes. */
export function ratioRow(row: Row & { ratio: number }, most: number): Row {
  return { ...row, goal: `≤ ${most.toFixed(2)}`, met: row.ratio <= most };
}

/** A row with a goal for its own value, in the unit that `figure` is in. */
export function valueRow(row: Row, value: number, most: number, unit: string): Row {
  return { ...row, goal: `≤ ${most} ${unit}`, met: value <= most };
}

const HEADS = ['what', 'figure', 'beside', 'ratio', 'goal', 'met'];

/** The table in plain text. */
export function tableOf(rows: Row[]): string {
  const cells = [HEADS, ...rows.map(cellsOf)];
  const widths = HEADS.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  const line = (words: string[], filler = ' '): string =>
    words
      .map((word, column) => word.padEnd(widths[column]!, filler))
      .join('  ')
      .trimEnd();
  const rule = line(
    HEADS.map(() => ''),
    '-',
  );
  return [line(cells[0]!), rule, ...cells.slice(1).map((words) => line(words))].join('\n');
}

function cellsOf({ what, figure, beside, ratio, goal, met }: Row): string[] {
  const answer = met === undefined ? '' : met ? 'yes' : 'no';
  return [what, figure, beside ?? '', ratio === undefined ? '' : ratio.toFixed(2), goal ?? '', answer];
}
