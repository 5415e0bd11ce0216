import { COVER_PAGE } from './cover-page.js';

/** The pages behind the cover as runs of numbers, in order: 4, 2, 3, 7 are 2 to 4 and 7 to 7. */
export function pageRuns(numbers: readonly number[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (const number of [...new Set(numbers)].filter((each) => each > COVER_PAGE).sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

/** “the cover and pages 2–4, 7” */
export function pagesText(numbers: readonly number[]): string {
  const runs = pageRuns(numbers);
  const ranges = runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
  const many = runs.length > 1 || (runs[0] && runs[0][0] !== runs[0][1]);
  const pages = ranges && `${many ? 'pages' : 'page'} ${ranges}`;
  return [numbers.includes(COVER_PAGE) ? 'the cover' : '', pages].filter(Boolean).join(' and ') || 'no page';
}

/** For a sentence about these pages: “The cover and page 3 are”. */
export function pagesAre(numbers: readonly number[]): string {
  const text = pagesText(numbers);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} ${new Set(numbers).size === 1 ? 'is' : 'are'}`;
}
