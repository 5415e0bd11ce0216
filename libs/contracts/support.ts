import { z } from 'zod';
import { role } from './auth.js';
import { MAX_ART_PAGES } from './book.js';
import { COVER_PAGE, artifactView, jobKind, jobState, jobStep, jobSummary, jobView } from './jobs.js';
import { pageView, bookView } from './books.js';
import { text } from './text.js';

const moment = z.iso.datetime();
export const person = z.object({ id: z.uuid(), email: z.string(), name: z.string() });
export type Person = z.infer<typeof person>;
/** Why staff act on an author's job: stored in the audit log. */
export const reason = text(3, 500);

/** A list in a query: `state=failed&state=paused` or `state=failed,paused`. */
const several = <T extends z.ZodType<string, string>>(item: T, most = 20) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value),
    z.array(item).min(1).max(most),
  );

/** So many jobs can be picked one by one; for more there is a filter. */
export const MAX_PICKED = 100;

/** What support staff look for; also what a saved view stores and what a bulk action runs over. */
export const jobFilter = z.strictObject({
  state: several(jobState).optional(),
  kind: several(jobKind).optional(),
  owner: text(0, 254).optional().meta({ description: 'Id, or a part of email or name' }),
  code: several(text(0, 60)).optional().meta({ description: 'Failure codes, of jobs or of their pages' }),
  fingerprint: text(0, 64).optional().meta({ description: 'A failure group' }),
  from: moment.optional().meta({ description: 'Created at or after' }),
  to: moment.optional().meta({ description: 'Created before' }),
  text: text(0, 120).optional().meta({ description: 'A part of the title, or a job’s or book’s id' }),
  ids: several(z.uuid(), MAX_PICKED).optional().meta({ description: 'These jobs only' }),
});
export type JobFilter = z.infer<typeof jobFilter>;

export const listSupportJobs = z.strictObject({
  ...jobFilter.shape,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListSupportJobs = z.infer<typeof listSupportJobs>;

export const supportJobSummary = jobSummary
  .extend({ owner: person, refusedPages: z.array(z.int()) })
  .meta({ id: 'SupportJobSummary' });
export type SupportJobSummary = z.infer<typeof supportJobSummary>;

/** Jobs by state under a filter (the state itself left out), for the tabs of the support console. */
export const jobCounts = z
  .object({ total: z.int(), byState: z.partialRecord(jobState, z.int()) })
  .meta({ id: 'JobCounts' });
export type JobCounts = z.infer<typeof jobCounts>;

export const SUPPORT_ACTIONS = [
  'retry', // all that waits or failed; a job that has ended starts again as a new one
  'retry-pages', // these pages, everything else is re-used
  'edit-and-rerun', // new prompts for some pages, then as retry-pages
  'skip-pages',
  'pause',
  'resume',
  'cancel',
  'terminate', // ends the workflow at once: nothing is delivered
] as const;
export const supportAction = z.enum(SUPPORT_ACTIONS);
export type SupportAction = z.infer<typeof supportAction>;

const pages = z
  .array(z.int().min(COVER_PAGE).max(MAX_ART_PAGES))
  .min(1)
  .max(MAX_ART_PAGES + 1);

/** A support action without its reason, for a preview. */
export const plannedAction = z.strictObject({
  action: supportAction,
  pages: pages.optional().meta({ description: 'Needed by retry-pages and skip-pages' }),
  prompts: z
    .array(z.strictObject({ number: z.int().min(COVER_PAGE).max(MAX_ART_PAGES), prompt: text(1, 2000) }))
    .min(1)
    .max(MAX_ART_PAGES + 1)
    .optional()
    .meta({ description: 'Needed by edit-and-rerun' }),
});
export type PlannedAction = z.infer<typeof plannedAction>;
export const actionOnJob = plannedAction.extend({ reason });
export type ActionOnJob = z.infer<typeof actionOnJob>;

/** Effects of a support action, before it is performed. */
export const sideEffects = z
  .object({
    action: supportAction,
    allowed: z.boolean(),
    why: z.string().nullable().meta({ description: 'Why it is not allowed now' }),
    newJob: z.boolean().meta({ description: 'The old job has ended: a new one is started, linked to it' }),
    steps: z.array(
      z.object({
        step: z.string(),
        words: z.string(),
        repeats: z.boolean().meta({ description: 'The step is work; false: what is there is re-used' }),
        doneBefore: z.boolean().meta({ description: 'False: it has not been done for this book yet' }),
      }),
    ),
    pages: z.array(z.int()).meta({ description: 'That would be drawn (again)' }),
    keptPages: z.int(),
    paidCalls: z.object({
      likely: z.int().meta({ description: 'Calls that cost money, when every first answer can be used' }),
      most: z.int().meta({ description: 'Calls that cost money, with all the attempts that are allowed' }),
      reused: z.int().meta({ description: 'Answers that are paid and stored: not asked for again' }),
      likelyMicros: z.int().meta({ description: 'Cost of the likely calls by the price table' }),
      costMicros: z.int().meta({ description: 'Cost at most, of this step and of all that follow it' }),
      currency: z.string(),
      priceKnown: z.boolean().meta({ description: 'False: a model has no price here, and the cost is more than this' }),
      protection: z.string().meta({ description: 'Why nothing is paid twice' }),
    }),
    charges: z.string().meta({ description: 'What happens to the author’s money or quota' }),
    minutes: z.object({ low: z.number(), high: z.number() }).nullable(),
  })
  .meta({ id: 'SideEffects' });
export type SideEffects = z.infer<typeof sideEffects>;

export const actionDone = z
  .object({ job: jobView, newJobId: z.uuid().nullable(), auditSeq: z.int() })
  .meta({ id: 'ActionDone' });
export type ActionDone = z.infer<typeof actionDone>;

export const supportJob = z
  .object({
    job: jobView,
    owner: person,
    /** What happened, and what to do, as text. */
    explanation: z.object({
      headline: z.string(),
      detail: z.string(),
      nextAct: supportAction.nullable(),
      nextWords: z.string().nullable(),
      nextPages: z.array(z.int()),
    }),
    acts: z.array(supportAction).meta({ description: 'Possible now' }),
    fingerprints: z.array(z.string()),
    temporal: z.object({
      workflowId: z.string(),
      runId: z.string().nullable(),
      status: z.string(),
      url: z.string().nullable(),
    }),
    relatives: z.array(z.object({ id: z.uuid(), state: jobState, relation: z.enum(['retry-of', 'retried-by']) })),
    /** What was asked: story form and prompts. Null until an access is recorded. */
    input: z.unknown().nullable(),
    mayLook: z.boolean(),
  })
  .meta({ id: 'SupportJob' });
export type SupportJob = z.infer<typeof supportJob>;

/** Exactly what the author sees. */
export const customerView = z
  .object({
    job: jobView,
    book: bookView,
    pages: z.array(pageView),
    artifacts: z.array(artifactView),
  })
  .meta({ id: 'CustomerView' });
export type CustomerView = z.infer<typeof customerView>;

export const listLogs = z.strictObject({
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  level: z.enum(['info', 'warn', 'error']).optional(),
});
export type ListLogs = z.infer<typeof listLogs>;

export const accessReason = z.strictObject({ reason });
export type AccessReason = z.infer<typeof accessReason>;

export const timeline = z
  .object({
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
    /** Bars of the Gantt chart: one per attempt of a step. */
    spans: z.array(
      z.object({
        id: z.string(),
        step: z.string(),
        words: z.string(),
        pages: z.array(z.int()),
        attempt: z.int(),
        state: z.enum(['waiting', 'running', 'done', 'failed', 'canceled', 'retrying']),
        scheduledAt: moment,
        startedAt: moment.nullable(),
        endedAt: moment.nullable(),
        worker: z.string().nullable(),
        failure: z.object({ code: z.string(), message: z.string() }).nullable(),
      }),
    ),
    /** Events of users and of the job, in order. */
    marks: z.array(z.object({ at: moment, kind: z.string(), words: z.string() })),
    truncated: z.boolean().meta({ description: 'More than is shown here' }),
  })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof timeline>;

export const jobLog = z
  .object({
    id: z.string(),
    at: moment,
    level: z.enum(['info', 'warn', 'error']),
    activity: z.string(),
    attempt: z.int(),
    page: z.int().nullable(),
    message: z.string(),
    detail: z.unknown().nullable(),
  })
  .meta({ id: 'JobLog' });
export type JobLog = z.infer<typeof jobLog>;

export const FAILURE_STATUSES = ['open', 'resolved', 'ignored'] as const;
export const failureStatus = z.enum(FAILURE_STATUSES);

export const failureGroup = z
  .object({
    fingerprint: z.string(),
    code: z.string(),
    step: jobStep,
    message: z.string().meta({ description: 'The cause, without what differs from case to case' }),
    status: failureStatus,
    regressed: z.boolean().meta({ description: 'Came back after it had been resolved' }),
    count: z.int(),
    jobs: z.int(),
    authors: z.int(),
    waiting: z.int().meta({ description: 'Jobs that stand still because of it right now' }),
    firstSeen: moment,
    lastSeen: moment,
    example: z.object({ jobId: z.uuid(), page: z.int().nullable(), message: z.string() }),
    assignee: person.nullable(),
    note: z.string(),
    perHour: z.array(z.int()).meta({ description: 'Cases in each of the last 24 hours, oldest first' }),
  })
  .meta({ id: 'FailureGroup' });
export type FailureGroup = z.infer<typeof failureGroup>;

export const listFailures = z.strictObject({
  status: failureStatus.optional(),
  code: text(0, 60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListFailures = z.infer<typeof listFailures>;

export const patchFailure = z
  .strictObject({
    status: failureStatus.optional(),
    assigneeId: z.uuid().nullable().optional(),
    note: text(0, 2000).optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change');
export type PatchFailure = z.infer<typeof patchFailure>;

export const saveView = z.strictObject({ name: text(1, 60), filter: jobFilter, shared: z.boolean().default(false) });
export type SaveView = z.infer<typeof saveView>;
export const savedView = z
  .object({ id: z.uuid(), name: z.string(), filter: jobFilter, shared: z.boolean(), owner: person, mine: z.boolean() })
  .meta({ id: 'SavedView' });
export type SavedView = z.infer<typeof savedView>;

export const BULK_ACTIONS = ['retry', 'pause', 'resume', 'cancel', 'terminate'] as const;
export const bulkActionPlan = z.strictObject({
  action: z.enum(BULK_ACTIONS),
  filter: jobFilter.refine((filter) => Object.keys(filter).length > 0, 'A bulk action needs a filter'),
});
export type BulkActionPlan = z.infer<typeof bulkActionPlan>;
export const startBulkAction = bulkActionPlan.extend({
  reason,
  canary: z
    .int()
    .min(1)
    .max(5)
    .optional()
    .meta({ description: 'Only with retry: this many first; the rest only when all of them pass' }),
});
export type StartBulkAction = z.infer<typeof startBulkAction>;

export const bulkActionEffects = z
  .object({
    action: z.enum(BULK_ACTIONS),
    matching: z.int(),
    allowed: z.int().meta({ description: 'Jobs on which the action is possible now' }),
    authors: z.int(),
    paidCallsLikely: z.int().meta({ description: 'When every first answer can be used' }),
    paidCallsMost: z.int().meta({ description: 'With all the attempts that are allowed' }),
    likelyMicros: z.int(),
    costMicros: z.int().meta({ description: 'At most; what a second person is asked by' }),
    currency: z.string(),
    priceKnown: z.boolean().meta({ description: 'False: a model has no price here, and the cost is more than this' }),
    needsApproval: z.boolean(),
    approvalWhy: z.string().nullable(),
    tooMany: z.boolean().meta({ description: 'More than one bulk action may touch: narrow the filter' }),
    example: z.array(z.object({ jobId: z.uuid(), title: z.string() })).max(10),
  })
  .meta({ id: 'BulkActionEffects' });
export type BulkActionEffects = z.infer<typeof bulkActionEffects>;

export const BULK_ACTION_STATES = [
  'awaiting-approval',
  'canary',
  'running',
  'completed',
  'stopped',
  'canceled',
] as const;
export const bulkActionState = z.enum(BULK_ACTION_STATES);
export const BULK_ACTION_ITEM_STATES = ['waiting', 'acted', 'passed', 'failed', 'left-out'] as const;

export const bulkActionView = z
  .object({
    id: z.uuid(),
    action: z.enum(BULK_ACTIONS),
    filter: jobFilter,
    reason: z.string(),
    canary: z.int().nullable(),
    state: bulkActionState,
    message: z.string().nullable(),
    requestedBy: person,
    approvedBy: person.nullable(),
    mayApprove: z.boolean().meta({ description: 'The caller is a second person' }),
    counts: z.object({
      total: z.int(),
      waiting: z.int(),
      acted: z.int().meta({ description: 'Sent; what becomes of the job is not known yet' }),
      passed: z.int().meta({ description: 'The job came to what the action was for' }),
      failed: z.int().meta({ description: 'The job stopped again, or ended otherwise' }),
      leftOut: z.int(),
    }),
    createdAt: moment,
    endedAt: moment.nullable(),
  })
  .meta({ id: 'BulkAction' });
export type BulkActionView = z.infer<typeof bulkActionView>;

export const bulkActionItem = z
  .object({
    jobId: z.uuid(),
    newJobId: z.uuid().nullable().meta({ description: 'The job that goes on in its place' }),
    title: z.string(),
    canary: z.boolean(),
    state: z.enum(BULK_ACTION_ITEM_STATES),
    message: z.string().nullable(),
  })
  .meta({ id: 'BulkActionItem' });
export type BulkActionItem = z.infer<typeof bulkActionItem>;

export const auditEntry = z
  .object({
    seq: z.int(),
    at: moment,
    actor: z.object({ id: z.uuid(), email: z.string(), role }),
    /** Not `action`: the hash chain covers this name, also in exported files. */
    act: z.string(),
    subjectKind: z.enum([
      'job',
      'book',
      'failure-group',
      'bulk-act',
      'saved-view',
      'user',
      'audit-log',
      'workflow',
      'payment',
      'reconciliation-run',
      'reconciliation-item',
      'period',
      'error',
      'alert',
      'alert-rule',
      'mail',
    ]),
    subjectId: z.string(),
    reason: z.string(),
    detail: z.unknown(),
    hash: z.string().meta({ description: 'SHA-256 over the entry and the hash before it, hex' }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntry>;

export const listAudit = z.strictObject({
  subjectId: text(0, 100).optional(),
  actor: text(0, 254).optional().meta({ description: 'Id, or a part of the email' }),
  act: text(0, 60).optional(),
  before: z.coerce.number().int().min(1).optional().meta({ description: 'Only entries with a smaller number' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListAudit = z.infer<typeof listAudit>;
export const auditCheck = z
  .object({
    ok: z.boolean(),
    entries: z.int(),
    brokenAt: z.int().nullable(),
    why: z.string().nullable(),
    head: z.string(),
  })
  .meta({ id: 'AuditCheck' });
export type AuditCheck = z.infer<typeof auditCheck>;
