import { artPrompt } from '#artwork/openai/art-prompt.js';
import { PICTURE_TRIES, costOfPicture, sizeFor } from '#artwork/openai/pictures.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import { artBoxOf } from '#books/book-geometry.js';
import { costOfStoryCall, storyAnswers, triesOf } from '#story/openai/story-calls.js';
import { drawsPages } from './action-plan.js';
import type { ActionPlan } from './action-plan.js';
import type { PaidHistory, PaidModels, PastPrices } from './paid-history.js';
import type { SupportJobRecord, SupportJobPage } from '../jobs/support-job.js';

/** All paid work that follows an action, in millionths of a US dollar: when every first answer can be used, and at most. */
export interface PaidWork {
  likely: number;
  most: number;
  /** Answers that are stored already and are found by the same key. */
  reused: number;
  likelyMicros: number;
  mostMicros: number;
  /** False when some model is not in the price table and was never paid here: the cost is more than the figure. */
  priceKnown: boolean;
}

export const NO_PAID_WORK: PaidWork = {
  likely: 0,
  most: 0,
  reused: 0,
  likelyMicros: 0,
  mostMicros: 0,
  priceKnown: true,
};

/**
 * Counts every step that runs after the action, not the repaired one alone: story, pages and cover, each with all the
 * attempts that it is allowed. The sum is an upper bound as long as the provider keeps to `Idempotency-Key`.
 */
export function paidWorkOf(
  job: SupportJobRecord,
  plan: ActionPlan,
  { models, past, storedStories }: PaidHistory,
): PaidWork {
  if (job.provider === 'built-in' || !drawsPages(plan.action) || job.kind !== 'generate-book') return NO_PAID_WORK;
  const story = storyWork(job, plan, models, past, storedStories.get(job.id) ?? []);
  const pages = plan.draws.map((number) => pictureWork(job, plan, number, models, past));
  return [story, ...pages].reduce(addWork);
}

export const addWork = (one: PaidWork, other: PaidWork): PaidWork => ({
  likely: one.likely + other.likely,
  most: one.most + other.most,
  reused: one.reused + other.reused,
  likelyMicros: one.likelyMicros + other.likelyMicros,
  mostMicros: one.mostMicros + other.mostMicros,
  priceKnown: one.priceKnown && other.priceKnown,
});

function storyWork(
  job: SupportJobRecord,
  plan: ActionPlan,
  models: PaidModels | undefined,
  past: PastPrices,
  storedStory: string[],
): PaidWork {
  if (job.hasStory) return NO_PAID_WORK;
  const stored = plan.newJob ? [] : storedStory;
  const answers = storyAnswers(job.form.pages);
  const calls = (tries: (name: string) => readonly string[]): number =>
    answers.flatMap(tries).filter((name) => !stored.includes(name)).length;
  const likely = calls((name) => [name]);
  const most = calls(triesOf);
  const price = costOfStoryCall(models?.textModel ?? '', job.form.pages);
  return workOf(likely, most, stored.length, price, past.story);
}

function pictureWork(
  job: SupportJobRecord,
  plan: ActionPlan,
  number: number,
  models: PaidModels | undefined,
  past: PastPrices,
): PaidWork {
  const box = artBoxOf(job, number);
  const prompt = plan.prompts.find((each) => each.number === number)?.prompt;
  const page = job.pages.find((each) => each.number === number);
  const price = costOfPicture(models?.imageModel ?? '', {
    size: sizeFor(box.width / box.height),
    promptBytes: promptBytesOf(job, number, page, prompt),
  });
  return workOf(1, PICTURE_TRIES.length, 0, price, past.picture);
}

function workOf(
  likely: number,
  most: number,
  reused: number,
  price: { likelyMicros: number; mostMicros: number } | null,
  dearest: number,
): PaidWork {
  const each = { likely: price?.likelyMicros ?? dearest, most: Math.max(price?.mostMicros ?? 0, dearest) };
  return {
    likely,
    most,
    reused,
    likelyMicros: likely * each.likely,
    mostMicros: most * each.most,
    priceKnown: most === 0 || price !== null || dearest > 0,
  };
}

/** What a storyteller may write into a page and say of six characters; in letters, that of the longest answer taken. */
const PROMPT_TO_COME = 'x'.repeat(1_500);
const CAST_TO_COME = Array.from({ length: 6 }, () => ({
  name: 'x'.repeat(80),
  kind: 'x'.repeat(60),
  description: 'x'.repeat(500),
}));
const LETTERS_PER_WORD = 8;

function promptBytesOf(
  job: SupportJobRecord,
  number: number,
  page: SupportJobPage | undefined,
  edited: string | undefined,
): number {
  const { form } = job;
  const box = artBoxOf(job, number);
  const asked = artPrompt({
    purpose: number === COVER_PAGE ? 'cover' : 'page',
    theme: form.theme,
    prompt: edited ?? (page?.prompt || PROMPT_TO_COME),
    text: job.hasStory ? (page?.text ?? '') : page?.text || 'x'.repeat(form.wordsPerPage * LETTERS_PER_WORD),
    style: form.style,
    age: form.age,
    lineWeight: form.lineWeight,
    characters: job.hasStory ? job.characters : CAST_TO_COME,
    width: box.width,
    height: box.height,
    seed: 0,
    number,
    pageCount: form.pages,
    variation: 1,
  });
  return Buffer.byteLength(asked);
}
