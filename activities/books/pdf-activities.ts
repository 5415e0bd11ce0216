import { PassThrough } from 'node:stream';
import type { Writable } from 'node:stream';
import { CancelledFailure } from '@temporalio/activity';
import type { Context } from '@temporalio/activity';
import type { LineArt } from '#artwork/line-art/line-art.js';
import { svgToLineArt } from '#artwork/line-art/svg.js';
import { safeName } from '#batches/safe-names.js';
import type { PrintSettings } from '#contracts/book.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import type { ArtifactKind } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import { hasStory } from '#books/book-geometry.js';
import { loadBookJob } from '#books/book-record.js';
import type { BookJob } from '#books/book-record.js';
import { appendEvents } from '#events/event-log.js';
import { enterStep, noteJob } from '#jobs/job-record.js';
import { lockOpenJob } from '#jobs/lock-job.js';
import { partsOf, printedPages } from '#books/print-source.js';
import type { MadeFrom } from '#books/print-source.js';
import { accessOf } from '#billing/access.js';
import { writeCover } from '#pdf/cover/cover-pdf.js';
import { writeInterior } from '#pdf/interior/interior-pdf.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { runActivity, runPart } from '../run-activity.js';

export interface PrintingDeps {
  db: Database;
  store: ArtifactStore;
  /** The deployment takes payments: the free plan's files have a watermark. */
  billing: boolean;
}

interface DrawnPage {
  number: number;
  text: string;
  sha256: string;
}

/** Properties of a file by the author's plan. */
interface Terms {
  watermark: boolean;
  entitlementId: string | null;
}

interface NewFile {
  kind: 'interior-pdf' | 'cover-pdf';
  units: number;
  terms: Terms;
  parts: MadeFrom['parts'];
}

const marked = (print: PrintSettings, { watermark }: { watermark: boolean }): PrintSettings => ({
  ...print,
  watermark: print.watermark || watermark,
});

const CREDITS: Record<string, string> = {
  'built-in': 'Line art composed by ColorBook Engine from Noto Emoji drawings (SIL Open Font License).',
  openai: 'Line art made with an image model and redrawn as vectors by ColorBook Engine.',
};

/** Small pictures on the back of the cover. */
const THUMBNAILS = 3;

/** The finished files. The same pages give the same bytes, so that a repeat stores nothing new. */
export const createPdfActivities = (deps: PrintingDeps) => {
  const steps = { printInterior, printCover, preflight };
  const alone = (step: Step) => (ask: { jobId: string }) => runActivity((context) => step(deps, context, ask.jobId));
  return {
    /** All three, one after the other, as one task. */
    printBook: ({ jobId }: { jobId: string }): Promise<void> =>
      runActivity(async (context) => {
        for (const [name, step] of Object.entries(steps)) {
          if (context.cancellationSignal.aborted) throw new CancelledFailure('The job was canceled');
          await runPart(name, context, () => step(deps, context, jobId));
        }
      }),
    // books that began under earlier releases ask for them one by one
    printInterior: alone(printInterior),
    printCover: alone(printCover),
    preflight: alone(preflight),
  };
};

type Step = (deps: PrintingDeps, context: Context, jobId: string) => Promise<void>;

async function printInterior(deps: PrintingDeps, context: Context, jobId: string): Promise<void> {
  const job = await loadBookJob(deps.db, jobId);
  const pages = await drawnPages(deps.db, job);
  if (pages.length === 0)
    throw new PermanentFailure('nothing-to-print', 'No page is drawn; retry pages, or cancel the job.');
  const access = await accessOf(deps.db, job.ownerId, deps.billing);
  const terms = { watermark: access.plan.watermark, entitlementId: access.entitlementId };
  const [cover, providers] = await Promise.all([coverSha(deps.db, job, pages), providersOf(deps.db, job)]);
  const parts = partsOf(job.book, printedPages(pages, cover, providers));
  const book = {
    ...frontMatter(job, providers),
    settings: marked(job.book.print, terms),
    age: job.book.form.age,
    hasStory: hasStory(job.book),
    pages,
    loadArt: (number: number) => loadArt(deps.store, pages, number),
  };
  await printFile(deps, job, { kind: 'interior-pdf', units: pages.length, terms, parts }, (out) =>
    writeInterior(book, out, { signal: context.cancellationSignal }),
  );
}

async function printCover(deps: PrintingDeps, context: Context, jobId: string): Promise<void> {
  const job = await loadBookJob(deps.db, jobId);
  const interior = await deps.db.artifact.findUniqueOrThrow({ where: { jobId_kind: { jobId, kind: 'interior-pdf' } } });
  const pages = await drawnPages(deps.db, job);
  const cover = await coverSha(deps.db, job, pages);
  const parts = partsOf(job.book, printedPages(pages, cover, await providersOf(deps.db, job)));
  const thumbnails = await Promise.all(
    spread(pages, THUMBNAILS).map(({ number }) => loadArt(deps.store, pages, number)),
  );
  // as the inside was printed: a plan that changed in between does not part the two
  const terms = { watermark: interior.watermark, entitlementId: interior.entitlementId };
  const book = {
    ...frontMatter(job, []),
    blurb: job.book.blurb,
    settings: job.book.print,
    age: job.book.form.age,
    pageCount: interior.pageCount ?? 0,
    art: await readArt(deps.store, cover),
    thumbnails,
    facts: factsOf(job, pages.length),
  };
  await printFile(deps, job, { kind: 'cover-pdf', units: 1, terms, parts }, async (out) => {
    const { notes } = await writeCover(book, out, { signal: context.cancellationSignal });
    return { pageCount: 1, insidePages: book.pageCount, notes };
  });
}

async function preflight({ db, store }: PrintingDeps, _context: Context, jobId: string): Promise<void> {
  const started = performance.now();
  await enterStep(db, jobId, 'preflight');
  const job = await loadBookJob(db, jobId);
  const read = async (kind: ArtifactKind) => {
    const file = await db.artifact.findUniqueOrThrow({ where: { jobId_kind: { jobId, kind } } });
    const bytes = await store.read(file.sha256);
    if (!bytes) throw new TransientFailure('storage-unavailable', 'A file that was just stored is not to be found.');
    return { bytes, pageCount: file.pageCount ?? 0, watermark: file.watermark };
  };
  const [inside, outside] = [await read('interior-pdf'), await read('cover-pdf')];
  const settings = marked(job.book.print, inside);
  // loaded when needed: this reader of PDFs is a tenth of a worker's start
  const { preflightCover, preflightInterior } = await import('#pdf/preflight/preflight.js');
  const interior = await preflightInterior(inside.bytes, { settings });
  const cover = await preflightCover(outside.bytes, { settings, pageCount: inside.pageCount });
  const report = { ok: interior.ok && cover.ok, jobId, interior, cover };
  await db.$transaction(async (tx) => {
    await lockOpenJob(tx, jobId);
    await tx.book.update({
      where: { id: job.book.id },
      data: { preflight: JSON.parse(JSON.stringify(report)) },
    });
    await tx.jobStep.create({
      data: { id: newId(), jobId, step: 'preflight', provider: job.provider, durationMs: since(started) },
    });
    const problems = interior.findings.length + cover.findings.length;
    if (!report.ok)
      await noteJob(tx, job, [
        `The print check found ${problems} ${problems === 1 ? 'problem' : 'problems'}; see the report.`,
      ]);
  });
}

/** Streams a file into the store while it is written, then records it; the row is the job's one file of this kind. */
async function printFile(
  { db, store }: PrintingDeps,
  job: BookJob,
  { kind, units, terms, parts }: NewFile,
  write: (out: Writable) => Promise<{ pageCount: number; insidePages?: number; notes?: string[] }>,
): Promise<void> {
  await enterStep(db, job.id, kind);
  const started = performance.now();
  const pipe = new PassThrough();
  const stored = store.put(pipe);
  stored.catch(() => undefined); // awaited below; a writer that fails first must not leave it unhandled
  const written = await Promise.all([write(pipe), stored]).then(([facts, object]) => ({ ...facts, ...object }));
  const madeFrom: MadeFrom = {
    parts,
    print: job.book.print,
    pageCount: written.insidePages ?? written.pageCount,
  };
  const file = {
    sha256: written.sha256,
    size: written.size,
    pageCount: written.pageCount,
    madeFrom: JSON.parse(JSON.stringify(madeFrom)),
    createdAt: new Date(),
    mediaType: 'application/pdf',
    fileName: fileName(job.book.title, kind),
    ...terms,
  };
  await db.$transaction(async (tx) => {
    await lockOpenJob(tx, job.id);
    const row = await tx.artifact.upsert({
      where: { jobId_kind: { jobId: job.id, kind } },
      create: { id: newId(), bookId: job.book.id, jobId: job.id, kind, ...file },
      update: file,
    });
    await tx.jobStep.create({
      data: { id: newId(), jobId: job.id, step: kind, provider: job.provider, units, durationMs: since(started) },
    });
    await appendEvents(tx, job, [
      { type: 'artifact.ready', artifactId: row.id, kind },
      ...(written.notes ?? []).map((message) => ({ type: 'job.note' as const, message })),
    ]);
  });
}

async function drawnPages(db: Database, job: BookJob): Promise<DrawnPage[]> {
  const rows = await db.page.findMany({
    where: { bookId: job.book.id, number: { gt: COVER_PAGE }, current: { gt: 0 }, state: 'drawn' },
    include: { art: { select: { version: true, sha256: true } } },
    orderBy: { number: 'asc' },
  });
  return rows.flatMap(({ number, text, current, art }) => {
    const shown = art.find(({ version }) => version === current);
    return shown ? [{ number, text, sha256: shown.sha256 }] : [];
  });
}

/** The cover's own artwork; a book whose cover was skipped shows its first page. */
async function coverSha(db: Database, job: BookJob, pages: DrawnPage[]): Promise<string> {
  const page = await db.page.findUnique({
    where: { bookId_number: { bookId: job.book.id, number: COVER_PAGE } },
    include: { art: true },
  });
  const shown = page?.state === 'drawn' ? page.art.find(({ version }) => version === page.current) : undefined;
  const sha256 = shown?.sha256 ?? pages[0]?.sha256;
  if (!sha256) throw new PermanentFailure('nothing-to-print', 'No page is drawn; retry pages, or cancel the job.');
  return sha256;
}

function loadArt(store: ArtifactStore, pages: DrawnPage[], number: number): Promise<LineArt> {
  const page = pages.find((each) => each.number === number);
  if (!page) throw new Error(`Page ${number} is not among the drawn ones`);
  return readArt(store, page.sha256);
}

async function readArt(store: ArtifactStore, sha256: string): Promise<LineArt> {
  const bytes = await store.read(sha256);
  if (!bytes)
    throw new TransientFailure(
      'storage-unavailable',
      `A drawing is missing from the artifact store (${sha256.slice(0, 12)}…).`,
    );
  return svgToLineArt(bytes.toString());
}

async function providersOf(db: Database, job: BookJob): Promise<string[]> {
  const rows = await db.artVersion.groupBy({ by: ['provider'], where: { page: { bookId: job.book.id } } });
  return rows.map(({ provider }) => provider).sort();
}

/** What a buyer wants to know, for the back of the cover. */
const factsOf = ({ book }: BookJob, pages: number): string[] => [
  `${pages} ${pages === 1 ? 'page' : 'pages'} to color`,
  ...(hasStory(book) && book.print.storyPages ? ['A story to read together'] : []),
  ...(book.print.singleSided ? ['Pictures on one side only'] : []),
];

const frontMatter = ({ book }: BookJob, providers: string[]) => ({
  title: book.title,
  subtitle: book.subtitle,
  author: book.form.author ?? '',
  year: book.createdAt.getUTCFullYear(),
  credits: providers.flatMap((provider) => CREDITS[provider] ?? []),
});

/** `count` of the list, evenly over its length. */
const spread = <T>(list: T[], count: number): T[] =>
  Array.from(
    { length: Math.min(count, list.length) },
    (_, at) => list[Math.floor((at + 0.5) * (list.length / count))],
  ).filter((item): item is T => item !== undefined);

const since = (started: number): number => Math.round(performance.now() - started);

const fileName = (title: string, kind: 'interior-pdf' | 'cover-pdf'): string =>
  `${safeName(title)} - ${kind === 'interior-pdf' ? 'interior' : 'cover'}.pdf`;
