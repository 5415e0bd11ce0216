import { PAPERS, type PrintSettings } from '#contracts/book.js';
import { pageLimits } from '../trim.js';

/** Print settings that add sides, in the words of the console's form. */
const ADDS_SIDES = [
  ['storyPages', '“The story across from each drawing”'],
  ['singleSided', '“Drawings on one side only”'],
  ['titlePage', '“Title page”'],
  ['copyrightPage', '“Copyright page”'],
  ['belongsToPage', '“This book belongs to” page'],
] as const;
const AGAIN = 'then make the files again.';

/** What an author can do about a page count that KDP does not print: the number of drawings is fixed, print settings are not. */
export function pageCountAdvice(count: number, settings: PrintSettings): string {
  const papers = PAPERS.filter((paper) => {
    const limits = pageLimits(settings.trim, paper);
    return limits !== null && count >= limits.least && count <= limits.most;
  });
  if (papers.length > 0)
    return `In “Print settings…” choose another paper (${papers.map(paperName).join(' or ')}), ${AGAIN}`;
  const limits = pageLimits(settings.trim, settings.paper);
  if (limits && count < limits.least) return tooFew(limits.least, settings);
  const off = settings.singleSided || settings.storyPages;
  return off
    ? `In “Print settings…” turn off ${ADDS_SIDES.slice(0, 2)
        .filter(([name]) => settings[name])
        .map(([, words]) => words)
        .join(' or ')}, or choose a smaller page size, ${AGAIN}`
    : `In “Print settings…” choose a smaller page size, which is bound with more pages, ${AGAIN}`;
}

function tooFew(least: number, settings: PrintSettings): string {
  const add = ADDS_SIDES.filter(([name]) => !settings[name]).map(([, words]) => words);
  const drawings = Math.ceil(least / (settings.singleSided || settings.storyPages ? 2 : 1));
  const more = `make a new book with about ${drawings} drawings: this printer binds books from ${least} pages on, others may bind fewer.`;
  return add.length > 0
    ? `In “Print settings…” turn on ${add.join(', ')}, ${AGAIN} If that is not enough, ${more}`
    : `Print settings can add no more pages: ${more}`;
}

const paperName = (paper: PrintSettings['paper']): string =>
  ({
    'black-on-white': 'white',
    'black-on-cream': 'cream',
    'premium-color': 'premium color',
    'standard-color': 'standard color',
  })[paper];
