import { type Arc, type Beat, type Episode, type Stage, STAGES } from './beat.js';
import type { SeededRandom } from './seeded-random.js';

/** A page of the plan: which phrase, in which stage, and in which episode (−1 outside of episodes). */
export interface PlannedPage {
  beat: Beat;
  stage: Stage;
  episode: number;
}

/** How a book's pages are shared out; the journey takes all that the other stages cannot fill. */
const WEIGHTS: Readonly<Record<Stage, number>> = { setup: 0.17, try: 0.4, trouble: 0.16, help: 0.15, resolution: 0.12 };

/** Stages of very short books, in order of what a story can least do without. */
const SHORT: readonly (readonly Stage[])[] = [
  [],
  ['resolution'],
  ['setup', 'resolution'],
  ['setup', 'trouble', 'resolution'],
  ['setup', 'try', 'trouble', 'resolution'],
];

/** Pages of each stage; their sum is `pages`. `room` says how many beats a stage has at most. */
export function stageLengths(pages: number, room: Readonly<Record<Stage, number>>): Record<Stage, number> {
  const lengths: Record<Stage, number> = { setup: 0, try: 0, trouble: 0, help: 0, resolution: 0 };
  const short = SHORT[pages];
  if (short) {
    for (const stage of short) lengths[stage] = 1;
    return lengths;
  }
  for (const stage of STAGES) lengths[stage] = Math.max(1, Math.min(room[stage], Math.floor(pages * WEIGHTS[stage])));
  lengths.try = 0;
  lengths.try = pages - STAGES.reduce((sum, stage) => sum + lengths[stage], 0);
  return lengths;
}

/** The best-ranked `count` beats in story order. */
export function topBeats(beats: readonly Beat[], count: number): Beat[] {
  const kept = new Set(
    beats
      .map((beat, at) => ({ beat, at }))
      .sort((left, right) => left.beat.rank - right.beat.rank || left.at - right.at)
      .slice(0, count)
      .map(({ beat }) => beat),
  );
  return beats.filter((beat) => kept.has(beat));
}

/** The whole book, page by page: setup, journey, trouble, help, resolution. */
export function planPages(arc: Arc, episodes: readonly Episode[], pages: number, random: SeededRandom): PlannedPage[] {
  if (pages === 1) return [{ beat: arc.whole, stage: 'resolution', episode: -1 }];
  const lengths = stageLengths(pages, {
    setup: arc.setup.length,
    try: Infinity,
    trouble: arc.trouble.length,
    help: arc.help.length,
    resolution: arc.resolution.length,
  });
  const fixed = (stage: Exclude<Stage, 'try'>): PlannedPage[] =>
    topBeats(arc[stage], lengths[stage]).map((beat) => ({ beat, stage, episode: -1 }));
  return [
    ...fixed('setup'),
    ...journey(episodes, lengths.try, random),
    ...fixed('trouble'),
    ...fixed('help'),
    ...fixed('resolution'),
  ];
}

const RAINY = /\b(?:rain\w*|puddles?|wet\w*|umbrella|fog|drip|damp)\b/i;

const dry = (lines: readonly string[]): readonly string[] =>
  RAINY.test(lines[0] ?? '') ? [] : lines.filter((line) => !RAINY.test(line));

/** The beats that can happen where it never rains; sentences on the weather are left out of the others. */
export function dryBeats(beats: readonly Beat[]): Beat[] {
  return beats
    .map((beat) => ({
      ...beat,
      small: dry(beat.small),
      main: dry(beat.main),
      more: (beat.more ?? []).filter((line) => !RAINY.test(line)),
    }))
    .filter((beat) => beat.small.length > 0 && beat.main.length > 0 && !RAINY.test(beat.see));
}

/** Episodes of about four pages; no kind comes again before all others have been. */
function journey(episodes: readonly Episode[], pages: number, random: SeededRandom): PlannedPage[] {
  const result: PlannedPage[] = [];
  let queue: Episode[] = [];
  const count = Math.ceil(pages / 4);
  for (let number = 0; number < count; number++) {
    const last = queue[0];
    if (queue.length <= 1) queue = [...queue, ...random.shuffled(episodes.filter((each) => each !== last))];
    const episode = queue.shift();
    if (!episode) break;
    const length = Math.floor(((number + 1) * pages) / count) - Math.floor((number * pages) / count);
    for (const beat of topBeats(episode.beats, length)) result.push({ beat, stage: 'try', episode: number });
  }
  return result;
}
