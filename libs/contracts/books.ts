import { z } from 'zod';
import { printPatch, printSettings, provider, storyForm } from './book.js';
import { bookFiles } from './files.js';
import { pageNumber, pageState } from './jobs.js';
import { pageQuery } from './pagination.js';
import { printable, text } from './text.js';

/** Somebody who looks the same on every page; as the storyteller described them, or the author. */
export const castMember = z.strictObject({
  name: text(1, 200),
  kind: text(1, 200).meta({ description: 'What it is: fox, girl' }),
  description: text(0, 2_000).meta({ description: 'Looks, for the artist' }),
});

export const createBook = z.strictObject({ ...storyForm.shape, print: printSettings.prefault({}) });
export type CreateBook = z.infer<typeof createBook>;

/** What can be changed on a book after it was made; the rest would make it another book. */
export const patchBook = z
  .strictObject({
    title: text(1, 120).optional(),
    subtitle: text(0, 160).optional(),
    blurb: text(0, 900).optional(),
    author: text(1, 80).optional(),
    print: printPatch.optional(),
    recreateFiles: z.boolean().optional().meta({ description: 'Recreate the print files by itself after a change' }),
    theme: storyForm.shape.theme.optional().meta({ description: 'Goes to the artist with every page' }),
    cast: z.array(castMember).max(24).optional().meta({ description: 'Once the story is written' }),
    // as long as the story is not written, for example after it was refused
    characters: storyForm.shape.characters.unwrap().optional(),
    plot: storyForm.shape.plot,
    moral: storyForm.shape.moral,
    instructions: storyForm.shape.instructions,
  })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'name at least one field to change' });
export type PatchBook = z.infer<typeof patchBook>;

export const bookView = z
  .object({
    id: z.uuid(),
    version: z.int(),
    title: z.string(),
    subtitle: z.string(),
    blurb: z.string(),
    form: storyForm,
    cast: z.array(z.object({ name: z.string(), kind: z.string(), description: z.string() })),
    print: printSettings,
    seed: z.int(),
    pages: z.object({ total: z.int(), drawn: z.int() }),
    files: bookFiles,
    recreateFiles: z.boolean().meta({ description: 'The print files are recreated by themselves after a change' }),
    notes: z.array(z.string()),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Book' });
export type BookView = z.infer<typeof bookView>;

export const listBooks = z.strictObject({
  ...pageQuery.shape,
  text: z.string().max(200).transform(printable).optional().meta({
    description:
      'Words that title, theme, characters, story or pictures must contain, in any order; case, accents and quotes do not matter',
  }),
});
export type ListBooks = z.infer<typeof listBooks>;

/** A deleted book stays in the trash for this long. */
export const TRASH_DAYS = 30;

export const trashedBook = bookView
  .extend({
    deletedAt: z.iso.datetime(),
    purgeAt: z.iso.datetime().meta({ description: `Deleted for good after this; ${TRASH_DAYS} days in the trash` }),
  })
  .meta({ id: 'TrashedBook' });
export type TrashedBook = z.infer<typeof trashedBook>;

export const deleteBook = z.strictObject({
  cancelJobs: z.stringbool().default(false).meta({
    description: 'Cancel the jobs that work on the book; without it, a book with a running job is refused with 409',
  }),
});
export type DeleteBook = z.infer<typeof deleteBook>;

export const patchPage = z
  .strictObject({
    text: text(0, 1200).optional(),
    prompt: text(1, 1000).optional(),
    locked: z.boolean().optional(),
    current: z.int().min(1).optional().meta({ description: 'Show an earlier drawing of this page' }),
  })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'name at least one field to change' });
export type PatchPage = z.infer<typeof patchPage>;

export const pageView = z
  .object({
    number: z.int().meta({ description: '0 is the cover' }),
    version: z.int().meta({ description: 'For If-Match' }),
    state: pageState,
    text: z.string(),
    prompt: z.string(),
    locked: z.boolean(),
    code: z.string().nullable(),
    message: z.string().nullable(),
    current: z.int().meta({ description: 'The drawing that is shown; 0 for none' }),
    art: z.array(
      z.object({
        version: z.int(),
        provider: z.string(),
        model: z.string(),
        notes: z.array(z.string()),
        costMicros: z.int(),
        createdAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Page' });
export type PageView = z.infer<typeof pageView>;

/** What the AI provider is sent; nothing where the built-in artist works, since nothing leaves the deployment. */
export const aiRequest = z
  .object({
    provider,
    messages: z.array(z.object({ role: z.enum(['system', 'user']), text: z.string() })),
  })
  .meta({ id: 'AiRequest' });
export type AiRequest = z.infer<typeof aiRequest>;
export const aiRequestQuery = z.strictObject({
  page: pageNumber.optional().meta({ description: '0 is the cover; left out: the story' }),
});
export type AiRequestQuery = z.infer<typeof aiRequestQuery>;

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const sheet = z.object({ width: z.number(), height: z.number(), trim: box, safe: box, art: box });

/** A book as it would be printed now, to leaf through and to show places on. Points, origin at the upper left. */
export const bookPreview = z
  .object({
    sides: z.array(
      z.object({
        kind: z.enum(['title', 'copyright', 'belongs-to', 'blank', 'back', 'story', 'art']),
        art: z.int().nullable().meta({ description: 'Number of the art page that it shows or tells' }),
        text: z.string(),
        size: z.number().meta({ description: 'Of the type' }),
      }),
    ),
    left: sheet.meta({ description: 'Even sides' }),
    right: sheet.meta({ description: 'Odd sides' }),
    cover: z.object({
      width: z.number(),
      height: z.number(),
      front: box,
      spine: box,
      back: box,
      barcode: box,
      art: box,
    }),
  })
  .meta({ id: 'BookPreview' });
export type BookPreview = z.infer<typeof bookPreview>;
