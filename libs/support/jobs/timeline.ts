import type { Client } from '@temporalio/client';
import { z } from 'zod';
import type { Timeline } from '#contracts/support.js';
import type { Database } from '#database/database.js';
import { attemptDetail } from '#jobs/job-log.js';
import { runningActivities } from './fetch-workflow.js';

const MAX_COUNT = 1_000;
type Span = Timeline['spans'][number];

/** Steps in words, by the activity that does them; bookkeeping is left out of the picture. */
const EVENT_LABELS: Record<string, { step: string; words: string }> = {
  writeStory: { step: 'story', words: 'Story' },
  drawPages: { step: 'pages', words: 'Pages' },
  printInterior: { step: 'interior-pdf', words: 'Interior PDF' },
  printCover: { step: 'cover-pdf', words: 'Cover PDF' },
  preflight: { step: 'preflight', words: 'Preflight' },
};

/** Its steps are one task: while it runs, the job's row says at which it is. */
const printing = (at: string) =>
  Object.values(EVENT_LABELS).find(({ step }) => step === at) ?? EVENT_LABELS['printInterior'];

/** Every attempt of every step: those that ended from the job's log, those that run or wait from Temporal. */
export async function timelineOf(db: Database, client: Client, jobId: string): Promise<Timeline> {
  const activities = Object.keys(EVENT_LABELS);
  const [job, lines, events, running] = await Promise.all([
    db.job.findUniqueOrThrow({
      where: { id: jobId },
      select: { createdAt: true, startedAt: true, endedAt: true, step: true },
    }),
    db.jobLog.findMany({ where: { jobId, activity: { in: activities } }, orderBy: { id: 'asc' }, take: MAX_COUNT + 1 }),
    db.event.findMany({
      where: { subjectId: jobId, type: { in: ['job.state', 'job.note', 'artifact.ready'] } },
      orderBy: { seq: 'asc' },
      take: MAX_COUNT,
    }),
    runningActivities(client, jobId),
  ]);
  const ended = lines.slice(0, MAX_COUNT).flatMap(({ id, activity, attempt, detail, message }): Span | [] => {
    const facts = attemptDetail.safeParse(detail).data;
    const label = EVENT_LABELS[activity];
    if (!facts || !label) return [];
    return {
      id: String(id),
      ...label,
      pages: facts.pages ?? [],
      attempt,
      state: facts.state,
      scheduledAt: facts.scheduledAt,
      startedAt: facts.startedAt,
      endedAt: facts.endedAt,
      worker: facts.worker,
      failure: facts.state === 'failed' ? { code: facts.code ?? 'unexpected', message } : null,
    };
  });
  const now = running.flatMap(({ activity, ...span }) => {
    const words = EVENT_LABELS[activity] ?? (activity === 'printBook' ? printing(job.step) : undefined);
    return words ? [{ ...span, ...words }] : [];
  });
  return {
    startedAt: (job.startedAt ?? job.createdAt).toISOString(),
    endedAt: job.endedAt?.toISOString() ?? null,
    spans: [...ended, ...now].sort((a, b) => a.scheduledAt.localeCompare(b.scheduledAt)),
    marks: events.map(({ at, type, data }) => ({ at: at.toISOString(), kind: type, words: eventLabel(type, data) })),
    truncated: lines.length > MAX_COUNT || events.length === MAX_COUNT,
  };
}

/** What is shown of an event. */
const labeled = z.record(z.string(), z.string().optional().catch(undefined));

function eventLabel(type: string, data: unknown): string {
  const { state, message, kind } = labeled.parse(data);
  if (type === 'artifact.ready') return `${kind === 'cover-pdf' ? 'Cover' : 'Interior'} PDF is ready`;
  if (type === 'job.note') return message ?? '';
  return message ? `${state}: ${message}` : (state ?? '');
}
