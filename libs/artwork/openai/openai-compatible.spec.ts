import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { type OpenAiSandbox, startOpenAiSandbox } from '../../../apps/sandbox/openai/server.js';
import type { ArtRequest } from '../illustrator.js';
import { OpenAiIllustrator } from './openai-illustrator.js';
import { PaidMemory } from '#fixtures/paid-memory.fake.js';

const page: ArtRequest = {
  purpose: 'page',
  theme: 'forest animals',
  prompt: 'Mia the fox by the brook',
  text: '',
  style: 'scene',
  age: '4-8',
  characters: [],
  width: 540,
  height: 720,
  seed: 1,
  number: 1,
  pageCount: 24,
  variation: 0,
};

let sandbox: OpenAiSandbox;
let illustrator: OpenAiIllustrator;
let memory: PaidMemory;
let test = 0;

const fault = (rule: object): Promise<Response> =>
  fetch(`${sandbox.adminUrl}/faults`, { method: 'POST', body: JSON.stringify({ match: 'images', ...rule }) });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const statuses = async (): Promise<number[]> => {
  const { calls } = (await (await fetch(`${sandbox.adminUrl}/calls`)).json()) as { calls: { status: number }[] };
  return calls.map(({ status }) => status);
};

describe('servers at a compatible address draw', () => {
  beforeAll(async () => {
    sandbox = await startOpenAiSandbox();
  });
  afterAll(() => sandbox.close());
  beforeEach(() => {
    memory = new PaidMemory(`compatible-${++test}`);
    const client = new OpenAI({ baseURL: sandbox.url, apiKey: `sk-compatible-${test}`, maxRetries: 0 });
    // a model of its own for each test, and so a dialect of its own
    illustrator = new OpenAiIllustrator({ client, model: `model-${test}`, timeoutMs: 20_000 });
  });
  afterEach(() => fetch(`${sandbox.adminUrl}/faults`, { method: 'DELETE' }));

  it.each(['picture-url', 'data-uri', 'webp', 'jpeg', 'square-only', 'wrong-size'] as const)(
    'a picture as %s, which is read and paid once',
    async (kind) => {
      await fault({ kind });
      const { art } = await illustrator.draw(page, memory);
      expect(art).toMatchObject({ width: 540, height: 720 });
      expect(art.paths[0]?.d.length).toBeGreaterThan(500);
      expect(memory.made).toBe(1);
    },
  );

  it.each([
    ['gif', 2, 'bad-provider-answer', /not a PNG, JPEG or WebP/],
    ['gone-url', 2, 'bad-provider-answer', /address of the picture answers HTTP 404/],
    ['one-pixel', 2, 'bad-provider-answer', /only 1 × 1 pixels/],
    ['html-in-200', 2, 'bad-provider-answer', /not JSON/],
    ['dark-picture', 3, 'bad-provider-answer', /too dark to be coloured/],
    ['filtered-picture', 1, 'content-refused', /content rules refuse this picture/],
  ] as const)('%s: paid %i times at most, and the cause is named', async (kind, paid, code, words) => {
    await fault({ kind });
    for (const _ of ['first', 'and again, from what is stored'])
      expect(await failure(illustrator.draw(page, memory))).toMatchObject({
        code,
        message: expect.stringMatching(words),
      });
    expect(memory.made).toBe(paid);
  });

  it.each([
    ['foreign-url', /“pictures\.invalid”, which is not the AI provider’s own.*OPENAI_IMAGE_HOSTS/],
    ['private-url', /“169\.254\.169\.254”/],
  ] as const)('%s: nobody goes there; asked for the picture itself, the server gives it', async (kind, words) => {
    await fault({ kind });
    const { notes } = await illustrator.draw(page, memory);
    expect(notes.join(' ')).toMatch(words);
    expect(memory.made).toBe(2);
    const second = new PaidMemory(`second-${test}`);
    await illustrator.draw({ ...page, number: 2 }, second);
    expect(second.made).toBe(1);
  });

  it('without the parameters that the server does not know, found out once and for nothing', async () => {
    await fault({ kind: 'no-picture-options' });
    const before = (await statuses()).length;
    await illustrator.draw(page, memory);
    expect((await statuses()).slice(before)).toEqual([400, 400, 400, 400, 200]);
    const second = new PaidMemory(`second-${test}`);
    await illustrator.draw({ ...page, number: 2 }, second);
    expect((await statuses()).slice(before)).toEqual([400, 400, 400, 400, 200, 200]);
    expect([memory.made, second.made]).toEqual([1, 1]);
  });

  it.each([
    ['error-in-200', 'provider-unavailable', /HTTP 502/],
    ['rate-limit-in-200', 'provider-rate-limited', /slow down/],
    ['refused-in-200', 'bad-provider-answer', /channel is disabled/],
    ['payment-required', 'quota-exhausted', /out of credit/],
    ['no-balance', 'quota-exhausted', /out of credit/],
    ['flagged', 'content-refused', /\(violence\)/],
    ['azure-filter', 'content-refused', /\(violence\)/],
    ['content-risk', 'content-refused', /content rules/],
    ['verify-organization', 'provider-unauthorized', /organization must be verified/],
    ['detail-only', 'bad-provider-answer', /being converted/],
    ['echoes-key', 'provider-unauthorized', /Unknown key Bearer …/],
  ] as const)('or say no: %s is %s', async (kind, code, words) => {
    await fault({ kind });
    expect(await failure(illustrator.draw(page, memory))).toMatchObject({
      code,
      message: expect.stringMatching(words),
    });
    expect([memory.made, memory.stored.size]).toEqual([1, 0]);
  });
});
