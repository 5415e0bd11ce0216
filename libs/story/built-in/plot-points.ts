import { PLOT_POINTS, type Plot, type PlotPoint } from '#contracts/book.js';
import type { Stage } from './beat.js';
import { fitWords } from './fit-words.js';
import type { Entity } from './realiser.js';
import type { PlannedPage } from './plan.js';

/** The stage of the built-in plots that each point of the author's belongs to. */
const STAGE_OF: Readonly<Record<PlotPoint, Stage>> = {
  setup: 'setup',
  conflict: 'trouble',
  climax: 'help',
  resolution: 'resolution',
};

/** A point of the author's plot, and the page of the plan (from 0) that tells it instead of the tables. */
export interface PlacedPoint {
  at: number;
  words: string;
}

/** Each point goes to the first page of its stage. */
export function placePoints(
  plan: readonly PlannedPage[],
  plot: Plot | undefined,
): { placed: PlacedPoint[]; notes: string[] } {
  const placed: PlacedPoint[] = [];
  const notes: string[] = [];
  for (const point of PLOT_POINTS) {
    const words = plot?.[point];
    if (!words) continue;
    const at = plan.findIndex(({ stage }) => stage === STAGE_OF[point]);
    if (at >= 0) placed.push({ at, words: sentence(words) });
    else
      notes.push(
        `A book of ${plan.length} ${plan.length === 1 ? 'page has' : 'pages has'} no room for the ${point} of your plot.`,
      );
  }
  return { placed, notes };
}

/** The point as the page's text, with as much of the closing as there is room for. */
export function pointText(words: string, most: number, closings: readonly string[]): string {
  const text = fitWords(words, most);
  const count = (each: string): number => each.split(/\s+/).filter(Boolean).length;
  const closing = closings.find((each) => count(text) + count(each) <= most);
  return closing ? `${text} ${closing}` : text;
}

/** For the artist: the point, and who the hero is, since each page is drawn by itself. */
export function pointPrompt(words: string, hero: Entity, otherwise: string): string {
  const who = hero.name && !words.includes(hero.name) ? `, with ${hero.name} the ${hero.noun}` : '';
  return `${words.replace(/[.!?…]+$/, '')}${who} (${otherwise})`.slice(0, 1000);
}

const sentence = (words: string): string => {
  const plain = words.trim().replace(/\s+/g, ' ');
  const begun = plain.charAt(0).toUpperCase() + plain.slice(1);
  return /[.!?…。！？”"]$/.test(begun) ? begun : `${begun}.`;
};
