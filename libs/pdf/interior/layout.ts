import type { PrintSettings } from '#contracts/book.js';

/** One side of a leaf. `art` is the art page's number in the book; `part` counts the pieces of a long story text. */
export type PlannedPage =
  | { kind: 'title' | 'copyright' | 'belongs-to' | 'blank' | 'back' }
  | { kind: 'story'; art: number; part: number }
  | { kind: 'art'; art: number };

export interface LayoutInput {
  /** Numbers of the art pages in order; skipped ones are left out. */
  art: number[];
  hasStory: boolean;
  /** How many sides the story text of an art page takes; 1 where left out. */
  storyParts?: (art: number) => number;
  settings: PrintSettings;
}

/**
 * The sides of an interior in order; the first is page 1, a right-hand page. Right-hand pages carry the title, the
 * "belongs to" page and single-sided art, left-hand pages the copyright and the story that faces its art. Blank sides
 * keep that order, and an odd count gets a blank last page. A short book stays short: preflight reports it.
 */
export function planInterior({ art, hasStory, storyParts, settings }: LayoutInput): PlannedPage[] {
  const pages = frontMatter(settings);
  const story = hasStory && settings.storyPages;
  for (const number of art) {
    if (story) addStory(pages, number, storyParts?.(number) ?? 1);
    else if (settings.singleSided && nextIsLeft(pages)) pages.push({ kind: pages.length === 0 ? 'blank' : 'back' });
    pages.push({ kind: 'art', art: number });
  }
  if (pages.length % 2 === 1) pages.push({ kind: 'blank' });
  return pages;
}

/** Sides of the interior before anything is drawn or written; long story texts can only add to it. */
export function plannedPageCount(plan: { artPages: number; hasStory: boolean; settings: PrintSettings }): number {
  const art = Array.from({ length: plan.artPages }, (_, index) => index + 1);
  return planInterior({ art, hasStory: plan.hasStory, settings: plan.settings }).length;
}

function frontMatter(settings: PrintSettings): PlannedPage[] {
  const pages: PlannedPage[] = [];
  if (settings.titlePage) pages.push({ kind: 'title' });
  else if (settings.belongsToPage) pages.push({ kind: 'belongs-to' });
  if (settings.copyrightPage) {
    if (pages.length === 0) pages.push({ kind: 'blank' });
    pages.push({ kind: 'copyright' });
  }
  if (settings.titlePage && settings.belongsToPage) {
    if (nextIsLeft(pages)) pages.push({ kind: 'back' });
    pages.push({ kind: 'belongs-to' });
  }
  return pages;
}

/** The last part stands on the left, facing the art; earlier parts come before it on as many sides. */
function addStory(pages: PlannedPage[], art: number, parts: number): void {
  const firstIsLeft = parts % 2 === 1;
  if (nextIsLeft(pages) !== firstIsLeft) pages.push({ kind: pages.length === 0 ? 'blank' : 'back' });
  for (let part = 0; part < parts; part += 1) pages.push({ kind: 'story', art, part });
}

/** Even pages are left-hand pages. */
function nextIsLeft(pages: PlannedPage[]): boolean {
  return (pages.length + 1) % 2 === 0;
}
