import { randomUUID } from 'node:crypto';
import type { FileChange } from '#contracts/files.js';
import type { ArtifactView, JobView } from '#contracts/jobs.js';
import type { PreflightView } from '#contracts/preflight.js';
import type { ApiClient } from '../api-client.js';
import type { BookOptions } from './book-options.js';
import type { Choice } from './interruption.js';
import { retrying } from './retrying.js';
import { type SavedFile, saveArtifact } from './save-artifact.js';
import { watchJob } from './watch-job.js';

export interface MadeBook {
  job: JobView;
  interior: SavedFile | null;
  cover: SavedFile | null;
  preflight: PreflightView | null;
  /** Changes to the book while its files were created. */
  changed: FileChange[];
  /** The user left; the job continues. */
  left: boolean;
}

export interface Watcher {
  changed(job: JobView): void;
  lost(): void;
  decided: Promise<Choice>;
}

const PATIENCE_MS = 5 * 60_000;

/** Submits the book, follows it to its end, and saves its files, also those of a job that was canceled on the way. */
export async function makeBook(client: ApiClient, options: BookOptions, watcher: Watcher): Promise<MadeBook> {
  const key = `book-${randomUUID()}`;
  const book = await retrying(() => client.createBook(options.form, `${key}-project`));
  const started = await retrying(() => client.startBook(book.id, `${key}-job`));
  const leave = new AbortController();
  void watcher.decided.then(async (choice) => {
    if (choice === 'leave') leave.abort();
    else await retrying(() => client.cancel(started.id)).catch(() => leave.abort());
  });
  let latest = started;
  const changed = (job: JobView): void => watcher.changed((latest = job));
  try {
    const watch = { signal: leave.signal, changed, lost: () => watcher.lost(), patienceMs: PATIENCE_MS };
    const job = await watchJob(client, started.id, watch);
    return { job, left: false, ...(await collect(client, job, options)) };
  } catch (error) {
    if (!leave.signal.aborted) throw error;
    return { job: latest, left: true, interior: null, cover: null, preflight: null, changed: [] };
  }
}

type Collected = Pick<MadeBook, 'interior' | 'cover' | 'preflight' | 'changed'>;

async function collect(client: ApiClient, job: JobView, { out, cover }: BookOptions): Promise<Collected> {
  const artifacts = await retrying(() => client.artifacts(job.id));
  const save = async (kind: ArtifactView['kind'], to: string | undefined): Promise<SavedFile | null> => {
    const artifact = artifacts.findLast((each) => each.kind === kind);
    return artifact && to !== undefined ? retrying(() => saveArtifact(client, artifact, to)) : null;
  };
  return {
    changed: [...new Set(artifacts.flatMap(({ changed }) => changed))],
    interior: await save('interior-pdf', out),
    cover: await save('cover-pdf', cover),
    // A job that was canceled before its files were checked has no report.
    preflight: await client.preflight(job.bookId).catch(() => null),
  };
}
