import type { ArtRequest } from '#artwork/illustrator.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import { artBoxOf } from './book-geometry.js';
import type { BookJob } from './book-record.js';

/** What an illustrator is asked for a page as it is now; the author is shown the same. */
export const artRequestOf = (
  project: BookJob['project'],
  page: { number: number; text: string; prompt: string; versions: number },
): ArtRequest => ({
  purpose: page.number === COVER_PAGE ? 'cover' : 'page',
  theme: project.form.theme,
  prompt: page.prompt,
  text: page.text,
  style: project.form.style,
  age: project.form.age,
  lineWeight: project.form.lineWeight,
  characters: project.characters,
  ...artBoxOf(project, page.number),
  seed: project.seed,
  number: page.number,
  pageCount: project.form.pages,
  variation: page.versions,
});
