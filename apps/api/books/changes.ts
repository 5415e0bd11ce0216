import { storyForm } from '#contracts/book.js';
import type { PageView, PatchPage, PatchBook } from '#contracts/books.js';
import { keysOf } from '#contracts/known-values.js';
import type { Prisma } from '#database/generated/client.js';
import { conflict, notFound } from '../http/problem-exception.js';

/** Changes to a book's row; throws 409 for fields of a story that is already written. */
export function bookChange(
  row: { form: Prisma.JsonValue; storyAt: Date | null },
  patch: Omit<PatchBook, 'print'>,
): Prisma.BookUpdateManyMutationInput {
  const { author, theme, cast, characters, plot, moral, instructions, ...columns } = patch;
  const story = defined({ characters, plot, moral, instructions });
  if (row.storyAt && Object.keys(story).length > 0)
    throw conflict(
      'story-written',
      `${Object.keys(story).join(', ')}: the story is written already; edit its pages instead.`,
    );
  if (cast && !row.storyAt)
    throw conflict('story-not-written', 'cast: comes with the story; change “characters” until then.');
  // the theme is part of every page's prompt: a refused theme must not be stored
  const form = { ...storyForm.parse(row.form), ...story, ...defined({ author, theme, title: patch.title }) };
  return { ...columns, ...(cast ? { characters: cast } : {}), form, version: { increment: 1 } };
}

/** Throws when the page is locked, or has no such drawing, or none that could be locked. */
export function refuseUnfit(
  page: Pick<PageView, 'current' | 'locked' | 'text' | 'prompt'> & { art: Pick<PageView['art'][number], 'version'>[] },
  patch: PatchPage,
) {
  const changed = (['text', 'prompt', 'current'] as const).some(
    (name) => patch[name] !== undefined && patch[name] !== page[name],
  );
  if (page.locked && patch.locked !== false && changed)
    throw conflict('page-locked', 'This page is locked: its words and its drawing stay as they are. Unlock it first.');
  if (patch.current !== undefined && !page.art.some((art) => art.version === patch.current))
    throw notFound('drawing of this page');
  if (patch.locked && page.current === 0)
    throw conflict('nothing-to-lock', 'This page has no drawing yet that could be locked.');
}

/** Changes to a page's row. */
export const pageChange = (patch: PatchPage): Prisma.PageUpdateManyMutationInput => ({
  ...patch,
  version: { increment: 1 },
  ...(patch.current !== undefined ? { state: 'drawn', code: null, message: null } : {}),
});

/** The entries that have a value. */
function defined<T extends object>(entries: T): Partial<T> {
  const present: Partial<T> = { ...entries };
  for (const name of keysOf(present)) if (present[name] === undefined) delete present[name];
  return present;
}
