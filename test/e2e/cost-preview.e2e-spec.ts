import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { OpenAiIllustrator } from '#artwork/openai/openai-illustrator.js';
import type { ActionDone, BulkActionEffects, SideEffects } from '#contracts/support.js';
import { newId } from '#database/ids.js';
import { OpenAiStoryteller } from '#story/openai/openai-storyteller.js';
import { SeededRandom } from '#story/built-in/seeded-random.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import { startOpenAiSandbox } from '../../apps/sandbox/openai/server.js';
import type { OpenAiSandbox } from '../../apps/sandbox/openai/server.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import { eventually } from '../support/stack.js';
import type { Platform } from '../support/platform.js';

/**
 * What a preview says at most is never less than what is billed, and this many times as much at the utmost: three
 * pictures for a drawing, 1.3 for a model's tokens, a story's second answer with all the thinking it may do.
 */
const FACTOR = 7;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

interface Bill {
  calls: { chargedMicros: number }[];
  chargedMicros: number;
}

describe('the cost in a preview', () => {
  let sandbox: OpenAiSandbox;
  let platform: Platform;
  let api: Api;
  let client: OpenAI;

  beforeAll(async () => {
    sandbox = await startOpenAiSandbox();
    client = new OpenAI({ baseURL: sandbox.url, apiKey: 'sk-test', maxRetries: 0 });
    platform = await startPlatform({
      illustrators: { openai: new OpenAiIllustrator({ client, model: 'gpt-image-2' }) },
      storytellers: { openai: new OpenAiStoryteller({ client, model: 'gpt-5-mini' }) },
    });
    await platform.startWorkers();
    api = await startApi(platform, { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: sandbox.url });
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
    await sandbox?.close();
  });

  const bill = async (): Promise<Bill> => (await (await fetch(`${sandbox.adminUrl}/calls`)).json()) as Bill;
  const fault = (rule: object) =>
    fetch(`${sandbox.adminUrl}/faults`, { method: 'POST', body: JSON.stringify({ match: 'images', ...rule }) });
  /** Another account at the provider, too: after "out of credit" nothing is asked of the old one for a while. */
  const mend = async (): Promise<void> => {
    await fetch(`${sandbox.adminUrl}/faults`, { method: 'DELETE' });
    client.apiKey = `sk-test-${newId()}`;
  };
  const post = <T>(path: string, body: object, headers: Record<string, string> = {}) =>
    api.ask<T>('POST', `/api/support/${path}`, { as: 'support', body, headers });

  type Action = { action: string; pages?: number[]; prompts?: { number: number; prompt: string }[] };
  interface Failed {
    jobId: string;
    action: Action;
  }

  /** Ways for a book to stand still, each with the action that helps. */
  const STATES: Record<string, (pages: number, chance: () => number) => Promise<Failed>> = {
    'out of credit at the story': async (pages) => {
      await fault({ match: 'chat', kind: 'insufficient-quota' });
      return parked(pages, { action: 'retry' });
    },
    'a story that cannot be used, twice': async (pages) => {
      await fault({ match: 'chat', kind: 'malformed-json', times: 2 });
      return parked(pages, { action: 'retry' });
    },
    'one page to be drawn again, asked for while the story is missing': async (pages) => {
      await fault({ match: 'chat', kind: 'insufficient-quota' });
      return parked(pages, { action: 'retry-pages', pages: [1] });
    },
    'out of credit at the pages': async (pages) => {
      await fault({ kind: 'insufficient-quota' });
      return parked(pages, { action: 'retry' });
    },
    'some pictures that cannot be used': async (pages, chance) => {
      await fault({ kind: 'not-an-image', times: 3 * (1 + Math.floor(chance() * pages)), probability: 0.9 });
      return parked(pages, { action: 'retry' }, ['needs-attention', 'completed']);
    },
    'a page refused for its words': async (pages, chance) => {
      const number = 1 + Math.floor(chance() * pages);
      const prompts = [{ number, prompt: 'a friendly dragon with a kite' }];
      return parked(pages, { action: 'edit-and-rerun', prompts }, undefined, number);
    },
    'ended at the story': async (pages) => {
      await fault({ match: 'chat', kind: 'insufficient-quota' });
      const failed = await parked(pages, { action: 'retry' });
      await post(`jobs/${failed.jobId}/acts`, { action: 'terminate', reason: 'a test' });
      await waitForState(platform, failed.jobId, 'failed');
      return failed;
    },
    'finished, and some pages are wanted again': async (pages, chance) => {
      const wanted = Array.from({ length: pages + 1 }, (_, number) => number).filter(() => chance() < 0.5);
      return parked(pages, { action: 'retry-pages', pages: wanted.length > 0 ? wanted : [0] }, ['completed']);
    },
  };

  async function parked(
    pages: number,
    action: Action,
    states: string[] = ['needs-attention'],
    refused?: number,
  ): Promise<Failed> {
    const title = `Costly book ${newId()}`;
    const made = await submitBook(platform, { pages, theme: title, provider: 'openai' }, { start: false });
    if (refused !== undefined)
      await platform.db.page.updateMany({
        where: { bookId: made.bookId, number: refused },
        data: { prompt: 'a forbidden thing' },
      });
    await startJobWorkflow(platform.client, { ...made, id: made.jobId, kind: 'generate-book', title });
    await waitForAny(made.jobId, states);
    return { jobId: made.jobId, action };
  }

  async function waitForAny(jobId: string, states: string[]): Promise<void> {
    await eventually(`the job is ${states.join(' or ')}, and nothing of it is under way`, async () => {
      const job = await platform.db.job.findUniqueOrThrow({ where: { id: jobId } });
      const busy = await platform.db.page.count({
        where: { bookId: job.bookId, state: { in: ['drawing'] } },
      });
      return states.includes(job.state) && busy === 0;
    });
  }

  const names = Object.keys(STATES);

  it.each(SEEDS)(
    'is never less than what is billed for a random failed book, and at most seven times as much (seed %i)',
    async (seed) => {
      const random = new SeededRandom(seed);
      const chance = () => random.next();
      const pages = 1 + Math.floor(chance() * 3);
      const name = names[(seed - 1) % names.length]!;
      await mend();
      const failed = await STATES[name]!(pages, chance);
      await mend();
      const spoiled = Math.floor(chance() * 3);
      // a page is drawn up to three times when a drawing is too dark; an answer that is no picture is asked for only once more
      if (spoiled > 0) await fault({ kind: 'dark-picture', times: spoiled });

      const { body: told } = await post<SideEffects>(`jobs/${failed.jobId}/acts/preview`, failed.action);
      if (!told.allowed) return expect(name).toBe('some pictures that cannot be used'); // each was good at another try
      const { body: bulk } = await post<BulkActionEffects>('bulk/preview', {
        action: 'retry',
        filter: { text: failed.jobId },
      });
      const before = await bill();
      const { body: done } = await post<ActionDone>(
        `jobs/${failed.jobId}/acts`,
        { ...failed.action, reason: 'the provider is well again' },
        { 'idempotency-key': newId() },
      );
      await waitForAny(done.newJobId ?? failed.jobId, ['completed']);
      const after = await bill();

      const billed = after.chargedMicros - before.chargedMicros;
      const calls = after.calls.slice(before.calls.length).filter(({ chargedMicros }) => chargedMicros > 0).length;
      const { paidCalls } = told;
      expect(billed).toBeGreaterThan(0);
      expect({ name, calls, enough: calls <= paidCalls.most }).toMatchObject({ enough: true });
      expect({ name, billed, enough: billed <= paidCalls.costMicros }).toMatchObject({ enough: true });
      expect(paidCalls.costMicros / billed).toBeLessThanOrEqual(FACTOR);
      expect(paidCalls.likely).toBeLessThanOrEqual(calls);
      if (failed.action.action === 'retry')
        expect([bulk.paidCallsMost, bulk.costMicros]).toEqual([paidCalls.most, paidCalls.costMicros]);
    },
  );

  it('counts on a stored answer as long as the author does not edit what was asked', async () => {
    await mend();
    await fault({ match: 'chat', kind: 'malformed-json', times: 1 });
    // what asks for the repair of an answer repeats the answer
    await fault({ match: 'chat', kind: 'insufficient-quota', promptIncludes: 'That answer cannot be used' });
    const { jobId } = await parked(1, { action: 'retry' });
    const told = async (): Promise<SideEffects['paidCalls']> =>
      (await post<SideEffects>(`jobs/${jobId}/acts/preview`, { action: 'retry' })).body.paidCalls;
    const pictures = { likely: 2, most: 2 * 3 };
    expect(await told()).toMatchObject({ reused: 1, likely: pictures.likely, most: pictures.most + 1 });
    const { bookId } = await platform.db.job.findUniqueOrThrow({ where: { id: jobId } });
    const { form } = await platform.db.book.findUniqueOrThrow({ where: { id: bookId } });
    const edited = { ...(form as object), theme: 'something else' };
    await platform.db.book.update({ where: { id: bookId }, data: { form: edited } });
    expect(await told()).toMatchObject({ reused: 0, likely: pictures.likely + 1, most: pictures.most + 2 });
  });

  it('asks for a second person by all that follows, not by the repaired step', async () => {
    await mend();
    await fault({ match: 'chat', kind: 'insufficient-quota' });
    const title = `Many costly books ${newId()}`;
    for (let at = 0; at < 4; at += 1) {
      const { jobId } = await submitBook(platform, { pages: 9, theme: title, provider: 'openai' });
      await waitForState(platform, jobId, 'needs-attention');
    }
    const { body } = await post<BulkActionEffects>('bulk/preview', { action: 'retry', filter: { text: title } });
    expect(body).toMatchObject({ allowed: 4, paidCallsLikely: 4 * 11, paidCallsMost: 4 * (2 + 3 * 10) });
    expect(body.costMicros).toBeGreaterThan(5_000_000);
    expect(body).toMatchObject({ needsApproval: true, approvalWhy: expect.stringContaining('$5') });
    const { body: asked } = await post<{ state: string }>('bulk', {
      action: 'retry',
      filter: { text: title },
      reason: 'paid',
    });
    expect(asked.state).toBe('awaiting-approval');
  });
});
