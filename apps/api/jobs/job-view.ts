import type { JobKind, JobState, JobStep, JobSummary, JobView } from '#contracts/jobs.js';
import { receipt } from '#contracts/jobs.js';
import type { Prisma } from '#database/generated/client.js';
import { jobInput } from '#jobs/book-record.js';
import { shownState } from '../projects/project-view.js';

export const withTitle = { project: { select: { title: true, notes: true } } } as const;
type JobRow = Prisma.JobGetPayload<{ include: typeof withTitle }>;
type PageRow = Pick<Prisma.PageGetPayload<object>, 'number' | 'state' | 'locked' | 'current' | 'code' | 'message'>;

export function jobSummary(row: JobRow): JobSummary {
  return {
    id: row.id,
    kind: row.kind as JobKind,
    state: row.state as JobState,
    projectId: row.projectId,
    title: row.project.title,
    provider: jobInput.parse(row.input).provider,
    step: row.step as JobStep,
    progress: { done: row.done, total: row.total },
    failure: row.code ? { code: row.code, message: row.message ?? '' } : null,
    receipt: row.receipt ? receipt.parse(row.receipt) : null,
    retryOf: row.retryOfId,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    firstPageAt: row.firstPageAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

export const jobView = (row: JobRow, pages: PageRow[], notes: string[], eta: JobView['eta']): JobView => ({
  ...jobSummary(row),
  eta,
  notes,
  pages: pages.map((page) => ({
    number: page.number,
    state: shownState(page),
    version: page.current,
    code: page.code,
    message: page.message,
  })),
});
