import type { ArtCharacter } from '#artwork/illustrator.js';
import { jobState, jobKind, jobStep } from '#contracts/jobs.js';
import type { PrintSettings, Provider, StoryForm } from '#contracts/book.js';
import { printSettings, storyForm } from '#contracts/book.js';
import type { CreateJob, JobKind, JobState, JobStep } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { characters, jobInput } from '#books/book-record.js';

export interface SupportJobPage {
  number: number;
  state: string;
  locked: boolean;
  current: number;
  code: string | null;
  prompt: string;
  text: string;
  /** This job has drawn it. */
  drawnByJob: boolean;
}

/** What support's decisions are made from: the job, its book's pages, and whether something else works on the book. */
export interface SupportJobRecord {
  id: string;
  kind: JobKind;
  state: JobState;
  step: JobStep;
  code: string | null;
  message: string | null;
  ownerId: string;
  bookId: string;
  title: string;
  provider: Provider;
  ask: CreateJob;
  form: StoryForm;
  hasStory: boolean;
  seed: number;
  done: number;
  total: number;
  print: PrintSettings;
  characters: ArtCharacter[];
  pages: SupportJobPage[];
  /** Another job that has not ended works on the same book. */
  otherActiveJob: string | null;
  /** Its book was thrown away by the author. */
  bookIsGone: boolean;
}

export async function loadSupportJobRecord(db: Database, id: string): Promise<SupportJobRecord | null> {
  return (await loadSupportJobRecords(db, [id]))[0] ?? null;
}

/** In the order of the ids; those that are gone are skipped. Four queries, however many. */
export async function loadSupportJobRecords(db: Database, ids: string[]): Promise<SupportJobRecord[]> {
  const rows = await db.job.findMany({ where: { id: { in: ids } }, include: { book: true } });
  const bookIds = [...new Set(rows.map(({ bookId }) => bookId))];
  const [pages, active, drawn] = await Promise.all([
    db.page.findMany({
      where: { bookId: { in: bookIds } },
      select: {
        id: true,
        bookId: true,
        number: true,
        state: true,
        locked: true,
        current: true,
        code: true,
        prompt: true,
        text: true,
      },
      orderBy: { number: 'asc' },
    }),
    db.job.findMany({ where: { bookId: { in: bookIds }, endedAt: null }, select: { id: true, bookId: true } }),
    db.artVersion.findMany({ where: { jobId: { in: ids } }, select: { jobId: true, pageId: true } }),
  ]);
  const drawnBy = new Set(drawn.map(({ jobId, pageId }) => `${jobId}/${pageId}`));
  const pagesOf = Map.groupBy(pages, ({ bookId }) => bookId);
  const activeOn = Map.groupBy(active, ({ bookId }) => bookId);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const other = activeOn.get(row.bookId)?.find((each) => each.id !== id);
    const own = (pagesOf.get(row.bookId) ?? []).map(({ id: pageId, bookId: _book, ...page }) => ({
      ...page,
      drawnByJob: drawnBy.has(`${id}/${pageId}`),
    }));
    return [supportJob(row, own, other?.id ?? null)];
  });
}

type Row = Prisma.JobGetPayload<{ include: { book: true } }>;

function supportJob(row: Row, pages: SupportJobRecord['pages'], otherActiveJob: string | null): SupportJobRecord {
  const { ask, provider } = jobInput.parse(row.input);
  return {
    id: row.id,
    kind: jobKind.parse(row.kind),
    state: jobState.parse(row.state),
    step: jobStep.parse(row.step),
    code: row.code,
    message: row.message,
    ownerId: row.ownerId,
    bookId: row.bookId,
    title: row.book.title,
    provider,
    ask,
    form: storyForm.parse(row.book.form),
    print: printSettings.parse(row.book.print),
    characters: characters.parse(row.book.characters),
    hasStory: row.book.storyAt !== null,
    seed: row.book.seed,
    done: row.done,
    total: row.total,
    pages,
    otherActiveJob,
    bookIsGone: row.book.deletedAt !== null,
  };
}
