import type { AgeRange, ArtStyle, Plot, Provider, StoryTemplate } from '#contracts/book.js';
import type { ArtCharacter } from '#artwork/illustrator.js';
import type { CallContext } from '#openai/paid-call.js';

export interface StoryRequest {
  theme: string;
  /** The author's own title, kept as it is; a title is found when left out. */
  title?: string | undefined;
  /** As the author wrote them ("Mia the fox"); the first is the hero. May be empty. */
  characters: string[];
  age: AgeRange;
  pages: number;
  /** Most words of a page's text; 0 asks for a book without text. */
  wordsPerPage: number;
  style: ArtStyle;
  template?: StoryTemplate | undefined;
  /** The author's course of the story: what they say happens, on the pages of its stage. */
  plot?: Plot | undefined;
  moral?: string | undefined;
  instructions?: string | undefined;
  seed: number;
}

export interface StoryPage {
  /** 1-based. */
  number: number;
  text: string;
  /** What is to be seen, for the artist. */
  prompt: string;
}

export interface Story {
  title: string;
  subtitle: string;
  characters: ArtCharacter[];
  /** A paragraph for the back cover. */
  blurb: string;
  moral: string;
  pages: StoryPage[];
  provider: Provider;
  model: string;
  /** Told to the author. */
  notes: string[];
}

/** Writes a whole book's text. Throws `PermanentFailure` (story-refused, content-refused, quota-exhausted, …) or `TransientFailure`. */
export interface Storyteller {
  readonly provider: Provider;
  write(request: StoryRequest, context: CallContext): Promise<Story>;
}
