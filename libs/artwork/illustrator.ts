import type { AgeRange, ArtStyle, LineWeight, Provider } from '#contracts/book.js';
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

/** Cost of a paid call in millionths of a currency unit ("micros"), since one image may cost less than a cent. */
export interface Cost {
  micros: number;
  currency: string;
}

export interface DrawnArt {
  art: LineArt;
  provider: Provider;
  model: string;
  cost: Cost;
  /** Told to the author, e.g. "No drawing for 'zorble'; drew stars instead". */
  notes: string[];
}

/** What an adapter gets beside the request: cancellation, signs of life, and the memory of paid calls. */
export interface CallContext {
  signal: AbortSignal;
  heartbeat(): void;
  /**
   * Runs `call` at most once for `name` and what is `asked`, ever: the answer is stored before it is used, and a later run
   * that asks the same gets the stored answer without calling. `name` says which call of the step this is, e.g. `image`.
   * `asked` is the body of the request: what was edited meanwhile is asked anew, under another idempotency key.
   */
  paidOnce(name: string, asked: unknown, call: (idempotencyKey: string) => Promise<PaidAnswer>): Promise<Buffer>;
}

export interface PaidAnswer {
  /** The provider's answer as it came: an image's bytes, or JSON. */
  body: Buffer;
  cost: Cost;
  model: string;
  /** The provider's own id of the request, for their support. */
  requestId?: string | undefined;
}

/**
 * Draws one page. Throws `Refusal` (content-refused, quota-exhausted, provider-unauthorized, bad-provider-answer,
 * prompt-not-drawable) or `Fault` (provider-rate-limited, provider-unavailable, provider-timeout).
 */
export interface Illustrator {
  readonly provider: Provider;
  draw(request: ArtRequest, context: CallContext): Promise<DrawnArt>;
}
