import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { type OpenAiSandbox, startOpenAiSandbox } from '../../../apps/sandbox/openai/server.js';
import { PaidMemory } from '#fixtures/paid-memory.fake.js';
import { OpenAiStoryteller } from './openai-storyteller.js';
import type { StoryRequest } from '../storyteller.js';

const form: StoryRequest = {
  theme: 'forest animals have a tea party',
  characters: ['Mia the fox'],
  age: '4-8',
  pages: 4,
  wordsPerPage: 20,
  style: 'scene',
  seed: 7,
};

let sandbox: OpenAiSandbox;
let teller: OpenAiStoryteller;
let memory: PaidMemory;
let test = 0;

const fault = (rule: object): Promise<Response> =>
  fetch(`${sandbox.adminUrl}/faults`, { method: 'POST', body: JSON.stringify({ match: 'chat', ...rule }) });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const statuses = async (): Promise<number[]> => {
  const { calls } = (await (await fetch(`${sandbox.adminUrl}/calls`)).json()) as { calls: { status: number }[] };
  return calls.map(({ status }) => status);
};

describe('servers at a compatible address write', () => {
  beforeAll(async () => {
    sandbox = await startOpenAiSandbox();
  });
  afterAll(() => sandbox.close());
  beforeEach(() => {
    memory = new PaidMemory(`compatible-${++test}`);
    const client = new OpenAI({ baseURL: sandbox.url, apiKey: `sk-compatible-${test}`, maxRetries: 0 });
    // a model of its own for each test, and so a dialect of its own
    teller = new OpenAiStoryteller({ client, model: `model-${test}`, timeoutMs: 10_000 });
  });
  afterEach(() => fetch(`${sandbox.adminUrl}/faults`, { method: 'DELETE' }));

  it.each(['thinking', 'fenced', 'chatty', 'bom', 'reasoning-content', 'content-list'] as const)(
    'an answer in the shape %s, which is read and paid once',
    async (kind) => {
      await fault({ kind });
      const story = await teller.write(form, memory);
      expect(story.title).toBe('Mia and the Long Way Home');
      expect(story.pages).toHaveLength(4);
      expect(memory.made).toBe(1);
    },
  );

  it.each([
    ['no-json-schema', [400]],
    ['no-response-format', [400, 400]],
    ['no-max-completion-tokens', [422]],
    ['small-model', [400, 400]],
  ] as const)('%s: asked otherwise at once, and from then on', async (kind, refusals) => {
    await fault({ kind });
    const before = (await statuses()).length;
    expect((await teller.write(form, memory)).pages).toHaveLength(4);
    expect((await statuses()).slice(before)).toEqual([...refusals, 200]);
    const second = new PaidMemory(`second-${test}`);
    expect((await teller.write(form, second)).pages).toHaveLength(4);
    expect((await statuses()).slice(before)).toEqual([...refusals, 200, 200]);
    expect([memory.made, second.made]).toEqual([1, 1]);
  });

  it('learns from two refusals that come at the same moment only once', async () => {
    await fault({ kind: 'no-json-schema' });
    const before = (await statuses()).length;
    await Promise.all([1, 2, 3].map((each) => teller.write(form, new PaidMemory(`at-once-${test}-${each}`))));
    expect((await statuses()).slice(before).filter((status) => status === 200)).toHaveLength(3);
    await teller.write(form, memory);
    expect((await statuses()).at(-2)).toBe(200);
  });

  it.each([
    ['cut-off', 1, 'bad-provider-answer', /cut its answer off at a length limit/],
    ['only-thought', 2, 'bad-provider-answer', /the model thought, and gave no answer/],
    ['empty-content', 2, 'bad-provider-answer', /the answer is empty/],
    ['no-choices', 2, 'bad-provider-answer', /holds no choices/],
    ['html-in-200', 2, 'bad-provider-answer', /not JSON, but begins with “<!doctype html>/],
    ['malformed-json', 2, 'bad-provider-answer', /holds no JSON object/],
    ['refusal-in-list', 1, 'story-refused', /can’t help with that/],
    ['filtered-choice', 1, 'content-refused', /content rules/],
  ] as const)('%s: paid %i times at most, and the cause is named', async (kind, paid, code, words) => {
    await fault({ kind });
    for (const _ of ['first', 'and again, from what is stored'])
      expect(await failure(teller.write(form, memory))).toMatchObject({ code, message: expect.stringMatching(words) });
    expect(memory.made).toBe(paid);
  });

  it.each([
    ['error-in-200', 'provider-unavailable', /HTTP 502/],
    ['error-in-choice', 'provider-unavailable', /HTTP 502/],
    ['rate-limit-in-200', 'provider-rate-limited', /slow down/],
    ['refused-in-200', 'bad-provider-answer', /channel is disabled/],
    ['payment-required', 'quota-exhausted', /out of credit/],
    ['flagged', 'content-refused', /\(violence\)/],
    ['azure-filter', 'content-refused', /\(violence\)/],
    ['verify-organization', 'provider-unauthorized', /organization must be verified/],
  ] as const)('or say no: %s is %s, and nothing is stored as if it were paid', async (kind, code, words) => {
    await fault({ kind });
    expect(await failure(teller.write(form, memory))).toMatchObject({ code, message: expect.stringMatching(words) });
    expect([memory.made, memory.stored.size]).toEqual([1, 0]);
  });
});
