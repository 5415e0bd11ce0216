import { MockActivityEnvironment } from '@temporalio/testing';
import { createArtworkActivities } from '#activities/books/artwork-activities.js';
import { createJobActivities } from '#activities/books/job-activities.js';
import { createPdfActivities } from '#activities/books/pdf-activities.js';
import { createStoryActivities } from '#activities/books/story-activities.js';
import { loadConfig } from '#config/load-config.js';
import type { BookPlan } from '#contracts/work.js';
import { openDatabase } from '#database/database.js';
import { openStore } from '#storage/open-store.js';
import { openIllustrators, openStorytellers } from '../../apps/worker/providers.js';

/** The product's activities, made of the environment as a worker makes them, to be called without Temporal. */
export async function openBookSteps(name: string) {
  const config = loadConfig();
  const db = openDatabase({ ...config.database, name });
  const store = await openStore(config.storage);
  return {
    ...createJobActivities({ db }),
    ...createStoryActivities({ db, store, storytellers: await openStorytellers(config) }),
    ...createArtworkActivities({ db, store, illustrators: await openIllustrators(config) }),
    ...createPdfActivities({ db, store, billing: false }),
  };
}

/** Activities ask for their context; this one has no server behind it. */
export const call = <A, R>(activity: (ask: A) => Promise<R>, ask: A): Promise<R> =>
  new MockActivityEnvironment().run(activity, ask);

/** A book's pages in the portions that one activity draws. */
export function portionsOf({ pages, chunk }: BookPlan): { number: number; round: number }[][] {
  const asks = pages.map((number) => ({ number, round: 0 }));
  return Array.from({ length: Math.ceil(asks.length / chunk) }, (_, at) => asks.slice(at * chunk, (at + 1) * chunk));
}
