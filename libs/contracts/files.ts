import { z } from 'zod';

/**
 * Why files are older than their book. pages: others are printed. pictures: other versions are chosen, or they were touched up.
 * words: of the story. titles: title, subtitle, author, blurb, credits. settings: print settings, readers. cover: its artwork.
 * mark: the plan's mark is no longer needed. unknown: the files are of an earlier release, and the book was changed since.
 */
export const FILE_CHANGES = ['pages', 'pictures', 'words', 'titles', 'settings', 'cover', 'mark', 'unknown'] as const;
export const fileChange = z.enum(FILE_CHANGES);
export type FileChange = z.infer<typeof fileChange>;

/** trim: cut to the book's size. all: with the paper that is cut off. front, back: of a cover. */
export const PICTURE_PARTS = ['trim', 'all', 'front', 'back'] as const;
export type PicturePart = (typeof PICTURE_PARTS)[number];

export const pageOfFile = z.coerce.number().int().min(1).max(2_000);
export const pictureQuery = z.strictObject({
  width: z.coerce.number().int().min(32).max(1_600).default(800).meta({ description: 'Pixels' }),
  part: z.enum(PICTURE_PARTS).default('trim').meta({ description: 'front and back: of a cover' }),
});
export type PictureQuery = z.infer<typeof pictureQuery>;

export const printedFile = z.object({
  id: z.uuid().meta({ description: 'For /api/artifacts/{id}' }),
  sha256: z.string(),
  pageCount: z.int(),
});
export type PrintedFile = z.infer<typeof printedFile>;

/** A book's newest print files, held against the book as it is now. */
export const bookFiles = z
  .object({
    state: z.enum(['none', 'current', 'outdated']).meta({ description: 'outdated: older than the book' }),
    changed: z.array(fileChange).meta({ description: 'What is not in the files; empty unless they are outdated' }),
    madeAt: z.iso.datetime().nullable(),
    interior: printedFile.nullable(),
    cover: printedFile.nullable(),
  })
  .meta({ id: 'BookFiles' });
export type BookFiles = z.infer<typeof bookFiles>;

const LABELS: Record<FileChange, string> = {
  pages: 'the pages that are printed',
  pictures: 'the artwork of pages',
  words: 'the story',
  titles: 'the title, author, description or credits',
  settings: 'the print settings',
  cover: 'the artwork of the cover',
  mark: 'the mark of your plan, which is no longer needed',
  unknown: 'something in the book',
};

/** "the artwork of pages and the story": shown after "Changed since:". */
export const changesText = (changed: readonly FileChange[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(changed.map((each) => LABELS[each]));
