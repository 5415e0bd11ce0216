import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isOneOf } from '#contracts/known-values.js';
import { PROVIDERS, printSettings, storyForm } from '#contracts/book.js';
import type { FileChange } from '#contracts/files.js';
import type { Connection } from '#database/database.js';
import { hasStory } from './book-geometry.js';

/** What of the pages goes into print, as digests; `cover` is the SHA-256 of the artwork on the cover. */
export interface PrintedPages {
  numbers: string;
  pictures: string;
  words: string;
  cover: string;
  /** Providers of all artwork, for the credits. */
  providers: string[];
}

/** What of the book's row goes into print. */
export interface PrintedBook {
  title: string;
  subtitle: string;
  blurb: string;
  createdAt: Date;
  form: unknown;
  print: unknown;
}

const parts = ['pages', 'pictures', 'words', 'titles', 'settings', 'cover'] as const satisfies readonly FileChange[];

/** Stored with a file. `print` and `pageCount` are the file's own measures, whatever the book's settings are now. */
export const madeFrom = z.object({
  parts: z.record(z.enum(parts), z.string()),
  print: printSettings,
  pageCount: z.int().meta({ description: 'Sides of the interior' }),
});
export type MadeFrom = z.infer<typeof madeFrom>;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same as `printedPagesOf` gives for the same pages; a test holds them together. */
export function printedPages(
  pages: { number: number; text: string; sha256: string }[],
  cover: string,
  providers: string[],
): PrintedPages {
  const list = (of: (page: (typeof pages)[number]) => string): string => digest(pages.map(of).join(','));
  return {
    numbers: list(({ number }) => String(number)),
    pictures: list(({ number, sha256 }) => `${number}:${sha256}`),
    words: list(({ number, text }) => `${number}:${digest(text)}`),
    cover,
    providers,
  };
}

/** Of each of these books, what a print would take from its pages now; digested in the database, since lists ask for many. */
export async function printedPagesOf(db: Connection, bookIds: string[]): Promise<Map<string, PrintedPages>> {
  const rows = await db.$queryRaw<(PrintedPages & { id: string })[]>`
    SELECT book.id,
      encode(sha256(convert_to(COALESCE(printed.numbers, ''), 'UTF8')), 'hex') AS numbers,
      encode(sha256(convert_to(COALESCE(printed.pictures, ''), 'UTF8')), 'hex') AS pictures,
      encode(sha256(convert_to(COALESCE(printed.words, ''), 'UTF8')), 'hex') AS words,
      COALESCE(cover.sha256, printed.first, '') AS cover,
      ARRAY(SELECT DISTINCT art.provider FROM "ArtVersion" AS art JOIN "Page" AS page ON page.id = art."pageId"
        WHERE page."bookId" = book.id ORDER BY art.provider) AS providers
    FROM "Book" AS book
    LEFT JOIN LATERAL (
      SELECT string_agg(page.number::text, ',' ORDER BY page.number) AS numbers,
        string_agg(page.number || ':' || art.sha256, ',' ORDER BY page.number) AS pictures,
        string_agg(page.number || ':' || encode(sha256(convert_to(page.text, 'UTF8')), 'hex'), ',' ORDER BY page.number) AS words,
        (array_agg(art.sha256 ORDER BY page.number))[1] AS first
      FROM "Page" AS page JOIN "ArtVersion" AS art ON art."pageId" = page.id AND art.version = page.current
      WHERE page."bookId" = book.id AND page.number > 0 AND page.state = 'drawn'
    ) AS printed ON true
    LEFT JOIN LATERAL (
      SELECT art.sha256 FROM "Page" AS page JOIN "ArtVersion" AS art ON art."pageId" = page.id AND art.version = page.current
      WHERE page."bookId" = book.id AND page.number = 0 AND page.state = 'drawn'
    ) AS cover ON true
    WHERE book.id = ANY(${bookIds}::uuid[])`;
  return new Map(rows.map(({ id, ...pages }) => [id, pages]));
}

/** What a print of this book is made from. Words count only where the book prints them. */
export function partsOf(book: PrintedBook, pages: PrintedPages): MadeFrom['parts'] {
  const [form, print] = [storyForm.parse(book.form), printSettings.parse(book.print)];
  const { title, subtitle, blurb } = book;
  const printsStory = hasStory({ form }) && print.storyPages;
  const credited = pages.providers.filter((each) => isOneOf(PROVIDERS, each)).sort();
  const year = book.createdAt.getUTCFullYear();
  return {
    pages: pages.numbers,
    pictures: pages.pictures,
    words: printsStory ? pages.words : '',
    titles: digest(JSON.stringify([title, subtitle, form.author ?? '', blurb, year, credited])),
    settings: digest(JSON.stringify([Object.entries(print).sort(), form.age, hasStory({ form })])),
    cover: pages.cover,
  };
}

/** The parts in which a file and the book differ. */
export const differences = (file: MadeFrom['parts'], now: MadeFrom['parts']): FileChange[] =>
  parts.filter((part) => file[part] !== now[part]);
