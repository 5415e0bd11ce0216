import { createHash } from 'node:crypto';
import type { BulkActionEffects, BulkActionPlan } from '#contracts/support.js';
import type { Database } from '#database/database.js';
import { planAction } from '../actions/action-plan.js';
import { jobsWhere } from '../jobs/job-filter.js';
import { loadPaidHistory } from '../actions/paid-history.js';
import { NO_PAID_WORK, addWork, paidWorkOf } from '../actions/paid-work.js';
import type { PaidWork } from '../actions/paid-work.js';
import type { PaidModels } from '../actions/paid-history.js';
import { loadSupportJobRecords } from '../jobs/support-job.js';

/** One bulk action touches at most this many jobs. */
export const MAX_JOBS = 1_000;
/** A second person is asked from here on. */
const MANY_JOBS = 200;
const DESTRUCTIVE_JOBS = 5;
/** Millionths of a US dollar. */
const COSTLY_MICROS = 5_000_000;
/** As many pictures of the dearest kind that the price table has cost about as much. */
const UNPRICED_CALLS = 20;
const EXAMPLES = 10;

/** What a bulk action would run over, in the order in which it would. */
export interface PlannedBulkAction {
  effects: BulkActionEffects;
  items: { jobId: string; title: string; why: string | null }[];
}

/** The same for the preview and for the start: the filter is evaluated once, and its jobs are stored. */
export async function planBulkAction(
  db: Database,
  { action, filter }: BulkActionPlan,
  models: PaidModels | undefined,
): Promise<PlannedBulkAction> {
  const where = await jobsWhere(db, filter);
  const found = await db.job.findMany({
    where,
    select: { id: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MAX_JOBS + 1,
  });
  const tooMany = found.length > MAX_JOBS;
  const jobs = await loadSupportJobRecords(
    db,
    found.slice(0, MAX_JOBS).map(({ id }) => id),
  );
  const planned = jobs.map((job) => ({ job, plan: planAction(job, { action }) }));
  const able = planned.filter(({ plan }) => plan.why === null);
  const paid = await loadPaidHistory(db, models, jobs);
  const work = able.reduce((sum, { job, plan }) => addWork(sum, paidWorkOf(job, plan, paid)), NO_PAID_WORK);
  const approvalWhy = whySecondPerson(action, able.length, work);
  return {
    items: planned.map(({ job, plan }) => ({ jobId: job.id, title: job.title, why: plan.why })),
    effects: {
      action,
      matching: tooMany ? await db.job.count({ where }) : found.length,
      allowed: able.length,
      authors: new Set(able.map(({ job }) => job.ownerId)).size,
      paidCallsLikely: work.likely,
      paidCallsMost: work.most,
      likelyMicros: work.likelyMicros,
      costMicros: work.mostMicros,
      currency: 'usd',
      priceKnown: work.priceKnown,
      needsApproval: approvalWhy !== null,
      approvalWhy,
      tooMany,
      example: able.slice(0, EXAMPLES).map(({ job }) => ({ jobId: job.id, title: job.title })),
    },
  };
}

export function whySecondPerson(action: BulkActionPlan['action'], jobs: number, work: PaidWork): string | null {
  if ((action === 'cancel' || action === 'terminate') && jobs > DESTRUCTIVE_JOBS)
    return `It ends ${jobs} jobs; more than ${DESTRUCTIVE_JOBS} need a second person.`;
  if (work.mostMicros > COSTLY_MICROS) return 'It may cost more than $5 in paid calls; that needs a second person.';
  if (!work.priceKnown && work.most > UNPRICED_CALLS)
    return `It may make ${work.most} paid calls to a model whose price is not known; more than ${UNPRICED_CALLS} need a second person.`;
  return jobs > MANY_JOBS ? `It touches ${jobs} jobs; more than ${MANY_JOBS} need a second person.` : null;
}

/** The same action on the same job has the same id, so that a repeat is known as one. A UUIDv8 (RFC 9562) of both ids. */
export function requestIdOf(bulkId: string, jobId: string): string {
  const hex = createHash('sha256').update(`${bulkId}/${jobId}`).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
