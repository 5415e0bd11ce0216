/**
 * What a sheet would take for a formula, also behind quote marks that were put there before:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** User text for a CSV cell: a quote mark in front of what a spreadsheet would execute makes it text. */
export const cellText = (words: string): string => (FORMULA.test(words) ? `'${words}` : words);

/** The original text: exactly what was given to `cellText`. */
export const fromCellText = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
