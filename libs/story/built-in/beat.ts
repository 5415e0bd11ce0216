/**
 * One page's worth of a story, as phrases with slots (see `realise`). `small` is told to readers of 2–4 in sentences of
 * 4–8 words; `main` to older ones; `more` goes on after `main` where there is room. The first sentence of each must make
 * sense by itself, since a page of few words has only that.
 */
export interface Beat {
  /** 1 = kept even when the stage has one page; higher ones join as the book grows. */
  rank: number;
  small: readonly string[];
  main: readonly string[];
  more?: readonly string[];
  /** What is to be seen. */
  see: string;
}

export const STAGES = ['setup', 'try', 'trouble', 'help', 'resolution'] as const;
export type Stage = (typeof STAGES)[number];

/** A plot. The `try` stage is made of episodes, which all plots share or bring themselves. */
export interface Arc {
  key: string;
  /** A whole story in one page, for a book of one. */
  whole: Beat;
  setup: readonly Beat[];
  trouble: readonly Beat[];
  help: readonly Beat[];
  resolution: readonly Beat[];
  /** Title, in sentence case, with the slots of sentences plus `{place label}` filled by the teller. */
  titles: readonly string[];
  /** The back cover's paragraph. */
  blurb: string;
  /** The ending's lesson when the author gives none. */
  moral: string;
}

/** A meeting on the way, told in up to `beats.length` pages. */
export interface Episode {
  key: string;
  beats: readonly Beat[];
  /** Doings that do not suit somebody on wheels. */
  needsLegs?: boolean;
}

/** Shorthand that keeps the tables readable. */
export function beat(rank: number, see: string, small: string[], main: string[], more: string[] = []): Beat {
  return { rank, see, small, main, more };
}
