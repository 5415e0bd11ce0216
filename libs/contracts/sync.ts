import { z } from 'zod';
import { pageView, patchPage, patchBook, bookView } from './books.js';
import { printable } from './text.js';

export const MAX_SYNC_EDITS = 100;
/** Texts that a storyteller wrote may be longer than what an author may type. */
const LONGEST_SEEN = 10_000;

/** What can be changed offline: of a book, or of one of its pages. */
export const BOOK_FIELDS = ['title', 'subtitle', 'blurb', 'author'] as const;
export const PAGE_FIELDS = ['text', 'prompt', 'locked', 'current'] as const;
export const syncField = z.enum([...BOOK_FIELDS, ...PAGE_FIELDS]);
export type SyncField = z.infer<typeof syncField>;

const value = z.union([z.string(), z.boolean(), z.int()]);
export type SyncValue = z.infer<typeof value>;

/** `base` and `changes` are validated per edit, so that an invalid one does not block the others. */
const fields = z.record(z.string(), z.unknown());

export const offlineEdit = z.strictObject({
  id: z.uuid().meta({ description: 'Made up by the device; an edit is applied once, however often it is sent' }),
  bookId: z.uuid(),
  page: z.int().nullable().meta({ description: '0 is the cover; null for the book itself' }),
  base: fields.meta({ description: 'What each changed field was when the author began' }),
  changes: fields.meta({ description: `Of a book ${BOOK_FIELDS.join(', ')}; of a page ${PAGE_FIELDS.join(', ')}` }),
});
export type OfflineEdit = z.infer<typeof offlineEdit>;

export const syncAsk = z.strictObject({
  clientId: z.uuid().meta({ description: 'The device, for the log' }),
  cursor: z.string().max(100_000).nullish().meta({
    description: 'Of the last answer; null for a device that knows nothing yet. Left out: no changes are asked for',
  }),
  edits: z.array(offlineEdit).max(MAX_SYNC_EDITS).meta({ description: 'In the order in which they were made' }),
});
export type SyncAsk = z.infer<typeof syncAsk>;

const some = { error: 'changes: name at least one field to change' };
const notEmpty = (changes: object): boolean => Object.keys(changes).length > 0;

const { title, subtitle, blurb, author } = patchBook.shape;
export const bookChanges = z.strictObject({ title, subtitle, blurb, author }).refine(notEmpty, some);

const { text, prompt, locked, current } = patchPage.shape;
export const pageChanges = z.strictObject({ text, prompt, locked, current }).refine(notEmpty, some);

const seenText = z.string().max(LONGEST_SEEN).transform(printable).optional();
/** A book without an author has none to have seen. */
const seenAuthor = z.preprocess((seen) => seen ?? '', seenText);
export const bookBase = z.strictObject({ title: seenText, subtitle: seenText, blurb: seenText, author: seenAuthor });
export const pageBase = z.strictObject({
  text: seenText,
  prompt: seenText,
  locked: z.boolean().optional(),
  current: z.int().optional(),
});

export const SYNC_OUTCOMES = ['applied', 'conflict', 'refused'] as const;

export const syncConflict = z
  .object({
    field: syncField,
    base: value.meta({ description: 'What the author saw' }),
    mine: value.meta({ description: 'What the author wanted' }),
    theirs: value.meta({ description: 'What is there now, and stays' }),
  })
  .meta({ id: 'SyncConflict' });
export type SyncConflict = z.infer<typeof syncConflict>;

export const syncResult = z
  .object({
    id: z.uuid(),
    outcome: z.enum(SYNC_OUTCOMES).meta({ description: 'conflict: the fields without one are applied' }),
    conflicts: z.array(syncConflict),
    problem: z.string().nullable().meta({ description: 'Why it was refused' }),
  })
  .meta({ id: 'SyncResult' });
export type SyncResult = z.infer<typeof syncResult>;

export const syncChange = z
  .object({
    bookId: z.uuid(),
    book: bookView.nullable().meta({ description: 'As it is now; null when it was taken away' }),
    pages: z.array(pageView).meta({ description: 'Those that changed, as they are now' }),
  })
  .meta({ id: 'SyncChange' });
export type SyncChange = z.infer<typeof syncChange>;

export const syncAnswer = z.object({
  results: z.array(syncResult).meta({ description: 'In the order of the edits' }),
  changes: z.array(syncChange).meta({ description: 'Since the cursor, these edits among them' }),
  cursor: z.string().nullable().meta({ description: 'For the next time; null when no changes were asked for' }),
  more: z.boolean().meta({ description: 'There are more changes: ask again with the cursor' }),
  reset: z.boolean().meta({ description: 'What is new is not known: what the device has kept may be old' }),
});
export type SyncAnswer = z.infer<typeof syncAnswer>;
