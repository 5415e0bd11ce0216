import { folded, NOT_COMPARED } from '#contracts/folded-text.js';
import { Prisma } from '#database/generated/client.js';
import type { Database } from '#database/database.js';

const MAX_WORDS = 8;
const MAX_RESULTS = 1_000;

/** `folded` in SQL, with the expression of the generated columns `titleFolded` and `nameFolded`. */
const foldedSql = (text: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`lower(regexp_replace(normalize(${text}, NFD), ${Prisma.raw(`'[${NOT_COMPARED}]'`)}, '', 'g'))`;

/**
 * Ids of the author's books that contain every word, in the title, the cover's texts, the story form, the characters, or
 * the story and picture of any page. Words are parts of words: `dino` finds `dinosaurs`. Quotation marks alone are no words:
 * they find all books.
 */
export async function searchBooks(db: Database, ownerId: string, text: string): Promise<string[]> {
  const words = folded(text).split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  const contains = [Prisma.sql`TRUE`, ...words.map((word) => Prisma.sql`strpos(haystack.text, ${word}) > 0`)];
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT book.id FROM "Book" AS book
    CROSS JOIN LATERAL (SELECT ${foldedSql(Prisma.sql`concat_ws(' ', book.title, book.subtitle, book.blurb,
      book.form ->> 'theme', book.form ->> 'author', book.form ->> 'moral', book.form ->> 'instructions',
      (SELECT string_agg(value #>> '{}', ' ') FROM jsonb_path_query(book.form, '$.characters[*]') AS value),
      (SELECT string_agg(value #>> '{}', ' ') FROM jsonb_path_query(book.form, '$.plot.*') AS value),
      (SELECT string_agg(value #>> '{}', ' ') FROM jsonb_path_query(book.characters, '$[*].*') AS value),
      (SELECT string_agg(page.text || ' ' || page.prompt, ' ') FROM "Page" AS page WHERE page."bookId" = book.id))`)} AS text) AS haystack
    WHERE book."ownerId" = ${ownerId}::uuid AND book."deletedAt" IS NULL AND ${Prisma.join(contains, ' AND ')}
    ORDER BY book."createdAt" DESC, book.id DESC LIMIT ${MAX_RESULTS}`;
  return rows.map(({ id }) => id);
}
