import { z } from 'zod';
import { MAX_ART_PAGES, provider } from './book.js';
import { COVER_PAGE } from './cover-page.js';
import { driveFileKind, driveFileState } from './drive.js';
import { fileChange } from './files.js';

export const JOB_KINDS = ['generate-book', 'export-book', 'sync-drive'] as const;
export const jobKind = z.enum(JOB_KINDS);
export type JobKind = z.infer<typeof jobKind>;

export const JOB_STATES = [
  'queued',
  'running',
  'paused',
  'needs-attention',
  'completed',
  'completed-with-skips',
  'failed',
  'canceled',
] as const;
export const jobState = z.enum(JOB_STATES);
export type JobState = z.infer<typeof jobState>;

export const PAGE_STATES = ['pending', 'drawing', 'drawn', 'refused', 'skipped'] as const;
/** A drawn page that its author has locked is shown as `locked`. */
export const pageState = z.enum([...PAGE_STATES, 'locked']);
export type PageState = z.infer<typeof pageState>;

export const JOB_STEPS = [
  'queued',
  'story',
  'pages',
  'interior-pdf',
  'cover-pdf',
  'preflight',
  'drive',
  'done',
] as const;
export const jobStep = z.enum(JOB_STEPS);
export type JobStep = z.infer<typeof jobStep>;

export { COVER_PAGE };
export const pageNumber = z.coerce.number().int().min(COVER_PAGE).max(MAX_ART_PAGES);
const pageSet = z
  .array(z.int().min(COVER_PAGE).max(MAX_ART_PAGES))
  .min(1)
  .max(MAX_ART_PAGES + 1);

export const createJob = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('generate-book'),
    bookId: z.uuid(),
    provider: provider.optional().meta({ description: 'Left out: the book’s, then the deployment’s' }),
    pages: pageSet.optional().meta({ description: 'Redo just these (0 is the cover); all others are re-used' }),
  }),
  z.strictObject({ kind: z.literal('export-book'), bookId: z.uuid() }),
  z.strictObject({ kind: z.literal('sync-drive'), bookId: z.uuid() }),
]);
export type CreateJob = z.infer<typeof createJob>;

export const retryJob = z.strictObject({
  pages: pageSet.optional().meta({ description: 'Left out: every refused page, or the step that waits' }),
});
export type RetryJob = z.infer<typeof retryJob>;

const moment = z.iso.datetime();

export const receipt = z.object({
  pagesDrawn: z.array(z.int()),
  pagesSkipped: z.array(z.int()),
  pagesMissing: z.array(z.int()),
  drawings: z.int().meta({ description: 'Drawings made by this job, redone ones included' }),
  providerCalls: z.int(),
  costMicros: z.int().meta({ description: 'Millionths of the currency unit' }),
  currency: z.string(),
});
export type Receipt = z.infer<typeof receipt>;

export const jobView = z
  .object({
    id: z.uuid(),
    kind: jobKind,
    state: jobState,
    bookId: z.uuid(),
    title: z.string(),
    provider,
    step: jobStep,
    progress: z.object({ done: z.int(), total: z.int() }),
    eta: z.object({ lowSeconds: z.number(), highSeconds: z.number() }).nullable(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    notes: z.array(z.string()),
    pages: z.array(
      z.object({
        number: z.int(),
        state: pageState,
        version: z.int().meta({ description: 'Of the drawing that is shown; 0 for none' }),
        code: z.string().nullable(),
        message: z.string().nullable(),
      }),
    ),
    receipt: receipt.nullable(),
    retryOf: z.uuid().nullable(),
    batchId: z.uuid().nullable().meta({ description: 'The batch that asked for it' }),
    createdAt: moment,
    startedAt: moment.nullable(),
    firstPageAt: moment.nullable(),
    endedAt: moment.nullable(),
  })
  .meta({ id: 'Job' });
export type JobView = z.infer<typeof jobView>;

export const jobSummary = jobView.omit({ pages: true, notes: true, eta: true }).meta({ id: 'JobSummary' });
export type JobSummary = z.infer<typeof jobSummary>;

export const listJobs = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  state: jobState.optional(),
  kind: jobKind.optional(),
  bookId: z.uuid().optional(),
});
export type ListJobs = z.infer<typeof listJobs>;

export const artifactView = z
  .object({
    id: z.uuid(),
    jobId: z.uuid(),
    bookId: z.uuid(),
    kind: z.enum(['interior-pdf', 'cover-pdf']),
    size: z.int().meta({ description: 'Bytes' }),
    sha256: z.string(),
    mediaType: z.string(),
    fileName: z.string(),
    pageCount: z.int().nullable(),
    changed: z.array(fileChange).meta({ description: 'What of the book has changed since this file was made' }),
    createdAt: moment,
  })
  .meta({ id: 'Artifact' });
export type ArtifactView = z.infer<typeof artifactView>;
export type ArtifactKind = ArtifactView['kind'];

/** What an event is about; its id is the event's `subjectId`. */
export const EVENT_SUBJECTS = ['job', 'user', 'batch', 'run'] as const;
export type EventSubject = (typeof EVENT_SUBJECTS)[number];

/** What an SSE stream carries; `seq` rises in the order of commit. */
export const streamEvent = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('job.state'),
      state: jobState,
      code: z.string().optional(),
      message: z.string().optional(),
    }),
    z.object({ type: z.literal('job.step'), step: jobStep }),
    z.object({ type: z.literal('job.progress'), done: z.int(), total: z.int() }),
    z.object({ type: z.literal('job.note'), message: z.string() }),
    z.object({
      type: z.literal('page.state'),
      number: z.int(),
      state: pageState,
      version: z.int().optional(),
      code: z.string().optional(),
      message: z.string().optional(),
    }),
    z.object({ type: z.literal('artifact.ready'), artifactId: z.uuid(), kind: z.string() }),
    /** About a user: their plan, limits or payments have changed. */
    z.object({ type: z.literal('account.changed') }),
    /** A file on its way to or from Google Drive. */
    z.object({
      type: z.literal('drive.file'),
      fileId: z.uuid(),
      kind: driveFileKind,
      page: z.int().nullable(),
      state: driveFileState,
      size: z.int(),
      sent: z.int(),
    }),
    /** About a batch: it made progress. */
    z.object({
      type: z.literal('batch.progress'),
      batchId: z.uuid(),
      state: z.string(),
      completed: z.int(),
      failed: z.int(),
      total: z.int(),
    }),
    /** About a user: their Drive connection, or what lies there, has changed. */
    z.object({ type: z.literal('drive.changed') }),
    /** About a reconciliation run: it made progress. */
    z.object({
      type: z.literal('run.progress'),
      step: z.string(),
      compared: z.int(),
      fetched: z.int(),
      state: z.string(),
    }),
  ])
  .meta({ id: 'StreamEvent' });
export type StreamEvent = z.infer<typeof streamEvent>;

/** Events that are not about a job. */
const SUBJECT_OF: Partial<Record<StreamEvent['type'], EventSubject>> = {
  'account.changed': 'user',
  'drive.changed': 'user',
  'batch.progress': 'batch',
  'run.progress': 'run',
};
export const subjectOf = (type: StreamEvent['type']): EventSubject => SUBJECT_OF[type] ?? 'job';
