import type { AgeRange, ArtStyle, LineWeight, Provider } from '#contracts/book.js';
import type { CallContext, Cost } from '#openai/paid-call.js';
import type { LineArt } from './line-art/line-art.js';

/** A character that must look the same on every page. */
export interface ArtCharacter {
  name: string;
  /** What it is, as a noun that can be drawn: "fox", "triceratops", "girl". */
  kind: string;
  /** Looks, for an image model. */
  description: string;
}

export interface ArtRequest {
  purpose: 'page' | 'cover';
  theme: string;
  /** What is to be seen on this page. */
  prompt: string;
  /** The page's story text, if any: what it names is seen. */
  text: string;
  style: ArtStyle;
  age: AgeRange;
  lineWeight?: LineWeight | undefined;
  /** The first is the hero. */
  characters: ArtCharacter[];
  /** Size of the art in points (the page's safe area): nothing is drawn outside. */
  width: number;
  height: number;
  /** Book's seed; the same request gives the same art with a deterministic provider. */
  seed: number;
  /** 1-based; 0 for the cover. */
  number: number;
  pageCount: number;
  /** 0 for the first drawing; each redo of the page asks for another, visibly different variation. */
  variation: number;
}

export interface DrawnArt {
  art: LineArt;
  provider: Provider;
  model: string;
  cost: Cost;
  /** Told to the author, e.g. "No drawing for 'zorble'; drew stars instead". */
  notes: string[];
}

/**
 * Draws one page. Throws `PermanentFailure` (content-refused, quota-exhausted, provider-unauthorized, bad-provider-answer,
 * prompt-not-drawable) or `TransientFailure` (provider-rate-limited, provider-unavailable, provider-timeout).
 */
export interface Illustrator {
  readonly provider: Provider;
  draw(request: ArtRequest, context: CallContext): Promise<DrawnArt>;
}
