import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { type OpenAiSandbox, startOpenAiSandbox } from '../../../apps/sandbox/openai/server.js';
import { PaidMemory } from '#fixtures/paid-memory.fake.js';
import { fitWords } from '../built-in/fit-words.js';
import { OpenAiStoryteller } from './openai-storyteller.js';
import { responseFormat, storyOutline, storySection, wholeStory } from './story-shape.js';
import { wordCount } from '../built-in/realiser.js';
import type { StoryRequest } from '../storyteller.js';

let sandbox: OpenAiSandbox;
let teller: OpenAiStoryteller;
let memory: PaidMemory;
let key = 0;

const form = (change: Partial<StoryRequest> = {}): StoryRequest => ({
  theme: 'forest animals have a tea party',
  characters: ['Mia the fox'],
  age: '4-8',
  pages: 12,
  wordsPerPage: 20,
  style: 'scene',
  seed: 7,
  ...change,
});
const fault = (rule: object): Promise<Response> =>
  fetch(`${sandbox.adminUrl}/faults`, { method: 'POST', body: JSON.stringify({ match: 'chat', ...rule }) });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const keys = (): string[] => [...memory.stored.keys()].map((name) => name.split('/').at(-2) as string);

describe(OpenAiStoryteller.name, () => {
  beforeAll(async () => {
    sandbox = await startOpenAiSandbox();
  });
  afterAll(() => sandbox.close());
  beforeEach(() => {
    memory = new PaidMemory(`story-${++key}`);
    teller = new OpenAiStoryteller({
      client: new OpenAI({ baseURL: sandbox.url, apiKey: `sk-story-${key}` }),
      model: 'gpt-5-mini',
      timeoutMs: 120_000,
    });
  });
  afterEach(() => fetch(`${sandbox.adminUrl}/faults`, { method: 'DELETE' }));

  it('writes a book by one paid call', async () => {
    const story = await teller.write(form(), memory);
    expect(story).toMatchObject({ provider: 'openai', model: 'gpt-5-mini', notes: [] });
    expect(story.pages.map((page) => page.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const { text, prompt } of story.pages) {
      expect(wordCount(text)).toBeLessThanOrEqual(20);
      expect(text && prompt).toBeTruthy();
    }
    expect(keys()).toEqual(['story']);
    expect(memory.micros).toBeGreaterThan(0);
  });

  it('plans a long book and writes it in sections, each page once', async () => {
    const story = await teller.write(form({ pages: 100 }), memory);
    expect(keys()).toEqual(['outline', 'section-1', 'section-2', 'section-3']);
    expect(story.pages.map((page) => page.number)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
  });

  it('goes on after a crash without paying for a section again', async () => {
    await fault({ kind: '500', promptIncludes: 'Write section 2', times: 1 });
    expect(await failure(teller.write(form({ pages: 100 }), memory))).toMatchObject({ code: 'provider-unavailable' });
    expect(keys()).toEqual(['outline', 'section-1']);
    await teller.write(form({ pages: 100 }), memory);
    expect(memory.made).toBe(5);
  });

  it('leaves out the text of a book without text, and keeps the author’s title and moral', async () => {
    const story = await teller.write(form({ wordsPerPage: 0, title: 'Mine', moral: 'Be kind.' }), memory);
    expect(story.pages.every((page) => page.text === '')).toBe(true);
    expect(story).toMatchObject({ title: 'Mine', moral: 'Be kind.' });
  });

  it('asks once more for a broken answer, and then gives up', async () => {
    await fault({ kind: 'malformed-json', times: 1 });
    expect((await teller.write(form(), memory)).pages).toHaveLength(12);
    expect(keys()).toEqual(['story', 'story-repair']);

    memory = new PaidMemory(`story-${key}-again`);
    await fault({ kind: 'malformed-json', times: 2 });
    expect(await failure(teller.write(form(), memory))).toMatchObject({
      code: 'bad-provider-answer',
      retryable: false,
    });
    expect(await failure(teller.write(form(), memory))).toMatchObject({ code: 'bad-provider-answer' });
    expect(memory.made).toBe(2);
  });

  it('parks a story that the provider will not write', async () => {
    expect(await failure(teller.write(form({ theme: 'the forbidden city' }), memory))).toMatchObject({
      code: 'story-refused',
      retryable: false,
    });
    expect(memory.made).toBe(1);
  });

  it.each([
    ['rate-limit', 'provider-rate-limited'],
    ['insufficient-quota', 'quota-exhausted'],
    ['500', 'provider-unavailable'],
    ['reset', 'provider-unavailable'],
    ['unauthorized', 'provider-unauthorized'],
  ] as const)('names the misbehaviour %s', async (kind, code) => {
    await fault({ kind, times: 1 });
    expect(await failure(teller.write(form(), memory))).toMatchObject({ code });
    expect(memory.made).toBe(1);
  });

  it.each(['timeout', 'slow-body'] as const)(
    'gives up on %s, and finds the answer under the same key later',
    async (kind) => {
      await fault({ kind, times: 1 });
      const impatient = new OpenAiStoryteller({
        client: new OpenAI({ baseURL: sandbox.url, apiKey: `sk-story-i-${key}` }),
        model: 'gpt-5-mini',
        timeoutMs: 400,
      });
      expect(await failure(impatient.write(form(), memory))).toMatchObject({ code: 'provider-timeout' });
      expect((await teller.write(form(), memory)).pages).toHaveLength(12);
    },
  );

  it.each([
    ['theme', { theme: 'a windy day' }],
    ['cast', { characters: ['Tom the owl'] }],
    ['number of words', { wordsPerPage: 5 }],
  ])('asks anew when an answer was lost and the %s edited meanwhile', async (_, edit) => {
    await fault({ kind: 'slow-body', times: 1 });
    const impatient = new OpenAiStoryteller({
      client: new OpenAI({ baseURL: sandbox.url, apiKey: `sk-story-e-${key}` }),
      model: 'gpt-5-mini',
      timeoutMs: 400,
    });
    expect(await failure(impatient.write(form(), memory))).toMatchObject({ code: 'provider-timeout' });
    await teller.write(form(edit), memory);
    await teller.write(form(edit), memory);
    expect([memory.made, memory.stored.size]).toEqual([2, 1]);
  });

  it('writes no section to the outline of another theme', async () => {
    await fault({ kind: '500', promptIncludes: 'Write section 2', times: 1 });
    expect(await failure(teller.write(form({ pages: 100 }), memory))).toMatchObject({ code: 'provider-unavailable' });
    await teller.write(form({ pages: 100, theme: 'a windy day' }), memory);
    expect(keys()).toEqual(['outline', 'section-1', 'outline', 'section-1', 'section-2', 'section-3']);
    await teller.write(form({ pages: 100 }), memory);
    expect(keys().slice(6)).toEqual(['section-2', 'section-3']);
  });
});

describe('responseFormat', () => {
  it.each([wholeStory, storyOutline, storySection])('is closed and complete, as strict mode wants it', (schema) => {
    const text = JSON.stringify(responseFormat('x', schema));
    expect(text.match(/"type":"object"/g)?.length).toBe(text.match(/"additionalProperties":false/g)?.length);
    expect(text).not.toContain('$schema');
  });
});

describe('fitWords', () => {
  it.each([
    ['One two. Three four five.', 3, 'One two.'],
    ['One two. Three four five.', 5, 'One two. Three four five.'],
    ['One two three, four five.', 3, 'One two three.'],
    ['One two three', 2, 'One two.'],
    ['“Go on!” said Mia. They went.', 4, '“Go on!” said Mia.'],
    ['Anything', 0, ''],
  ])('fits %j into %i words', (text, most, expected) => expect(fitWords(text, most)).toBe(expected));
});
