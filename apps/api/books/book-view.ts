import { printSettings, storyForm } from '#contracts/book.js';
import { pageState } from '#contracts/jobs.js';
import type { PageState } from '#contracts/jobs.js';
import type { BookFiles } from '#contracts/files.js';
import type { PageView, BookView } from '#contracts/books.js';
import { characters } from '#books/book-record.js';
import type { Prisma } from '#database/generated/client.js';

type BookRow = Prisma.BookGetPayload<object>;
export const withArt = { art: { orderBy: { version: 'asc' } } } as const;
type PageRow = Prisma.PageGetPayload<{ include: typeof withArt }>;

export function bookView(row: BookRow, pages: { total: number; drawn: number }, files: BookFiles): BookView {
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    subtitle: row.subtitle,
    blurb: row.blurb,
    form: storyForm.parse(row.form),
    cast: characters.parse(row.characters),
    print: printSettings.parse(row.print),
    seed: row.seed,
    pages,
    files,
    recreateFiles: row.recreateFiles,
    notes: row.notes,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export const shownState = (page: { state: string; locked: boolean }): PageState =>
  page.locked && page.state === 'drawn' ? 'locked' : pageState.parse(page.state);

export function pageView(row: PageRow): PageView {
  return {
    number: row.number,
    version: row.version,
    state: shownState(row),
    text: row.text,
    prompt: row.prompt,
    locked: row.locked,
    code: row.code,
    message: row.message,
    current: row.current,
    art: row.art.map(({ version, provider, model, notes, costMicros, createdAt }) => ({
      version,
      provider,
      model,
      notes,
      costMicros: Number(costMicros),
      createdAt: createdAt.toISOString(),
    })),
  };
}
