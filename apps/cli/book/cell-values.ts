import { AGE_RANGES } from '#contracts/book.js';
import { isOneOf } from '#contracts/known-values.js';

/** Languages in whose spreadsheets a range like 4-8 becomes a date with the month's name in it: "4-Aug", "4. août". */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'da', 'cs', 'tr'];
const DASHES = /\s*[-‐‑‒–—―−~]\s*/g;
const HALVES: Record<string, string> = { '½': '.5', '¼': '.25', '¾': '.75' };

/** Normalizes the notations of people and spreadsheets to the form's values. Other text is returned unchanged. */
export function asMeant(column: string, text: string): string {
  switch (column) {
    case 'age':
      return ageIn(text);
    case 'trim':
      return trimIn(text);
    case 'pages':
    case 'words':
    case 'seed':
      return numberIn(text);
    case 'style':
    case 'provider':
      return text
        .trim()
        .toLowerCase()
        .replace(/^built in$/, 'built-in');
    default:
      return text;
  }
}

/** "4 – 8 years" and the dates that a spreadsheet makes of 4-8: no two ranges share their numbers, so the order is known. */
function ageIn(text: string): string {
  const plain = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(DASHES, '-')
    .replace(/^ages?\s+|\s*(?:years?|yrs?)$|^(\d+)\s+to\s+(\d+)$/g, (_all, from?: string, to?: string) =>
      from ? `${from}-${to}` : '',
    );
  if (plain === 'adults') return 'adult';
  const pair = dateIn(plain);
  const range = pair && AGE_RANGES.find((each) => each === `${pair[0]}-${pair[1]}`);
  return range ?? (isOneOf(AGE_RANGES, plain) ? plain : text);
}

/** The day and month of a date, the smaller first; null for what is no date. */
function dateIn(text: string): [number, number] | null {
  const numbers =
    /^\d{4}-(\d{1,2})-(\d{1,2})(?:[ t]00:00(?::00)?)?$/.exec(text) ??
    /^(\d{1,2})[/.](\d{1,2})[/.](?:\d{4}|\d{2})?$/.exec(text);
  const named = /^(\d{1,2})[-. /]*(\p{L}+)\.?$/u.exec(text) ?? swapped(/^(\p{L}+)[-. /]*(\d{1,2})$/u.exec(text));
  const [, one, two] = numbers ?? named ?? [];
  if (one === undefined || two === undefined) return null;
  const other = /^\d/.test(two) ? Number(two) : monthIn(two);
  return other === null ? null : [Math.min(Number(one), other), Math.max(Number(one), other)];
}

const swapped = (match: RegExpExecArray | null): string[] | null => match && [match[0], match[2] ?? '', match[1] ?? ''];

let months: Map<string, number> | undefined;
function monthIn(name: string): number | null {
  months ??= new Map(
    LANGUAGES.flatMap((language) =>
      (['short', 'long'] as const).flatMap((month) =>
        Array.from({ length: 12 }, (_, at): [string, number] => {
          const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
          return [
            format
              .format(Date.UTC(2026, at, 15))
              .toLowerCase()
              .replaceAll('.', ''),
            at + 1,
          ];
        }),
      ),
    ),
  );
  return months.get(name) ?? null;
}

/** "8,5 x 11", "8½ × 11 in", `8.5" by 11"`. */
function trimIn(text: string): string {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[½¼¾]/g, (each) => HALVES[each] ?? each)
    .normalize('NFKC')
    .replace(/inch(?:es)?|\bin\b|(?<=\d)in\b|["″”]|''/g, '')
    .replace(/(\d),(\d)/g, '$1.$2');
  const sides = plain.split(/\s*(?:x|×|\*|\bby\b)\s*/).map((each) => each.trim());
  if (sides.length !== 2 || !sides.every((each) => /^\d{1,2}(?:\.\d{1,3})?$/.test(each))) return text;
  return sides.map(Number).join('x');
}

/** A spreadsheet's "24.0" and "24,00"; a thousands separator stays, since it is ambiguous with a decimal comma. */
const numberIn = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/^([+-]?\d+)[.,]0{1,2}$/, '$1');

/** Suggestion for a refused value. */
export function whatToWrite(column: string, text: string | undefined, problem: string): string {
  const given = text === undefined ? '' : `; it has “${text.slice(0, 40)}”`;
  if (column === 'age') {
    const plain = text?.normalize('NFKC').trim().toLowerCase().replace(DASHES, '-') ?? '';
    const date = dateIn(plain) || /^\d{5}$/.test(plain) ? ', perhaps a date that a spreadsheet made of it' : '';
    return `write ${AGE_RANGES.slice(0, -1).join(', ')} or adult${given}${date}`;
  }
  if (['pages', 'words', 'seed'].includes(column) && !/^[+-]?\d+$/.test(text ?? ''))
    return `write a whole number, such as 24${given}`;
  return text === undefined ? problem : `${problem}${given}`;
}
