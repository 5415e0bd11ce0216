import type { Database } from '#database/database.js';
import { storyDigest } from '#story/openai/story-prompt.js';
import { storyStep, uselessStory } from '#books/story-step.js';
import type { SupportJobRecord } from '../jobs/support-job.js';

/** The models that this deployment asks; undefined without a key. */
export interface PaidModels {
  textModel: string;
  imageModel: string;
}

/** What one answer has cost here at most of late, in millionths; zero when none was made yet. */
export interface PastPrices {
  story: number;
  picture: number;
}

/** What the paid work of jobs is counted from, beside the jobs themselves. */
export interface PaidHistory {
  models: PaidModels | undefined;
  past: PastPrices;
  /** By job, the names of the story's answers that are stored. */
  storedStories: ReadonlyMap<string, string[]>;
}

export async function loadPaidHistory(
  db: Database,
  models: PaidModels | undefined,
  jobs: readonly SupportJobRecord[],
): Promise<PaidHistory> {
  const [past, stored] = await Promise.all([pastPrices(db, models), storedStories(db, jobs, models)]);
  return { models, past, storedStories: stored };
}

/** The dearest of the latest answers of each kind, by the models that are asked now. */
async function pastPrices(db: Database, models: PaidModels | undefined): Promise<PastPrices> {
  const [story, picture] = await Promise.all([
    latest(db, false, models?.textModel),
    latest(db, true, models?.imageModel),
  ]);
  const dearest = (rows: { costMicros: bigint }[]): number =>
    rows.reduce((most, { costMicros }) => Math.max(most, Number(costMicros)), 0);
  return { story: dearest(story), picture: dearest(picture) };
}

const LATEST = 100;
const latest = (db: Database, picture: boolean, model: string | undefined) =>
  db.providerCall.findMany({
    where: {
      provider: { not: 'built-in' },
      state: 'answered',
      ...(model ? { model } : {}),
      key: { contains: picture ? '/page-' : '/story' },
    },
    orderBy: { startedAt: 'desc' },
    select: { costMicros: true },
    take: LATEST,
  });

/** By job, the names of the story's answers that are paid and stored for its next try: those to what its form says now. */
async function storedStories(
  db: Database,
  jobs: readonly SupportJobRecord[],
  models: PaidModels | undefined,
): Promise<Map<string, string[]>> {
  const waiting = jobs.filter(({ hasStory, provider }) => !hasStory && provider !== 'built-in');
  const ids = waiting.map(({ id }) => id);
  if (ids.length === 0 || !models) return new Map();
  const [answered, useless] = await Promise.all([
    db.providerCall.findMany({
      where: { jobId: { in: ids }, state: 'answered', sha256: { not: null }, key: { contains: '/story' } },
      select: { jobId: true, key: true },
    }),
    db.failure.groupBy({ by: ['jobId'], where: { jobId: { in: ids }, ...uselessStory }, _count: true }),
  ]);
  const stepOf = (id: string): string => storyStep(useless.find(({ jobId }) => jobId === id)?._count ?? 0);
  return new Map(
    waiting.map(({ id, form, seed }) => {
      const start = `${id}/${stepOf(id)}/${storyDigest(models.textModel, { ...form, seed })}/`;
      const keys = answered.filter(({ jobId, key }) => jobId === id && key.startsWith(start));
      return [id, keys.map(({ key }) => key.slice(start.length).split('/')[0] ?? '')];
    }),
  );
}
