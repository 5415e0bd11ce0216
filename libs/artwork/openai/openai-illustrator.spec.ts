import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { type OpenAiSandbox, startOpenAiSandbox } from '../../../apps/sandbox/openai/server.js';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import type { ArtRequest } from '../illustrator.js';
import { OpenAiIllustrator } from './openai-illustrator.js';
import { sizeFor } from './pictures.js';
import { PaidMemory } from '#fixtures/paid-memory.fake.js';

let sandbox: OpenAiSandbox;
let illustrator: OpenAiIllustrator;
let memory: PaidMemory;
let key = 0;

const request = (change: Partial<ArtRequest> = {}): ArtRequest => ({
  purpose: 'page',
  theme: 'forest animals',
  prompt: 'Mia the fox by the brook',
  text: 'Mia sat by the brook.',
  style: 'scene',
  age: '4-8',
  characters: [{ name: 'Mia', kind: 'fox', description: 'small, with a striped scarf' }],
  width: 540,
  height: 540,
  seed: 1,
  number: 1,
  pageCount: 24,
  variation: 0,
  ...change,
});

interface Ledger {
  calls: {
    idempotencyKey: string | null;
    fault: string | null;
    chargedMicros: number;
    replayed: boolean;
    status: number;
  }[];
  chargedMicros: number;
}
const ledger = async (): Promise<Ledger> => (await (await fetch(`${sandbox.adminUrl}/calls`)).json()) as Ledger;
const fault = async (rule: object): Promise<void> => {
  const answer = await fetch(`${sandbox.adminUrl}/faults`, {
    method: 'POST',
    body: JSON.stringify({ match: 'images', ...rule }),
  });
  expect(answer.status).toBe(200);
};
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe(OpenAiIllustrator.name, () => {
  beforeAll(async () => {
    sandbox = await startOpenAiSandbox();
  });
  afterAll(() => sandbox.close());
  beforeEach(() => {
    memory = new PaidMemory(`job-${++key}`);
    // A key of its own for each test, and so a gate of its own.
    const client = new OpenAI({ baseURL: sandbox.url, apiKey: `sk-test-${key}`, maxRetries: 0 });
    illustrator = new OpenAiIllustrator({ client, model: 'gpt-image-2', timeoutMs: 120_000 });
  });
  afterEach(() => fetch(`${sandbox.adminUrl}/faults`, { method: 'DELETE' }));

  it('draws closed black line art in the page’s size and counts its cost', async () => {
    const before = (await ledger()).chargedMicros;
    const drawn = await illustrator.draw(request({ height: 720 }), memory);
    expect(drawn.art).toMatchObject({ width: 540, height: 720 });
    expect(drawn.art.paths.every((path) => path.fill === 'black' && path.stroke === 0 && path.d.endsWith('Z'))).toBe(
      true,
    );
    expect(drawn.cost.currency).toBe('usd');
    expect(drawn.cost.micros).toBeGreaterThan(40_000);
    expect(drawn.cost.micros).toBe((await ledger()).chargedMicros - before);
    expect(drawn.notes).toEqual([]);
  });

  it('does not call again after a crash between paying and using', async () => {
    const calls = (await ledger()).calls.length;
    memory.afterStore = () => {
      throw new Error('power cut');
    };
    await expect(illustrator.draw(request(), memory)).rejects.toThrow('power cut');
    memory.afterStore = () => undefined;
    const drawn = await illustrator.draw(request(), memory);
    expect(memory.made).toBe(1);
    expect((await ledger()).calls.length - calls).toBe(1);
    expect(drawn.cost.micros).toBe(memory.micros);
  });

  it('is charged once when the answer was lost on the way', async () => {
    const before = (await ledger()).chargedMicros;
    await fault({ kind: 'slow-body', times: 1 });
    const impatient = new OpenAiIllustrator({
      client: new OpenAI({ baseURL: sandbox.url, apiKey: `sk-i-${key}` }),
      model: 'gpt-image-2',
      timeoutMs: 1_200,
    });
    expect(await failure(impatient.draw(request(), memory))).toMatchObject({
      code: 'provider-timeout',
      retryable: true,
    });
    const drawn = await illustrator.draw(request(), memory);
    expect((await ledger()).chargedMicros - before).toBe(drawn.cost.micros);
    expect((await ledger()).calls.at(-1)).toMatchObject({ replayed: true, chargedMicros: 0 });
  });

  it.each([
    ['the words of the page', { prompt: 'Mia the fox flies a kite' }],
    ['the looks of the cast', { characters: [{ name: 'Mia', kind: 'fox', description: 'tall' }] }],
  ])(
    'asks anew when an answer was lost and %s edited meanwhile, and pays once for a repeat of that',
    async (_, edit) => {
      await fault({ kind: 'slow-body', times: 1 });
      const impatient = new OpenAiIllustrator({
        client: new OpenAI({ baseURL: sandbox.url, apiKey: `sk-e-${key}` }),
        model: 'gpt-image-2',
        timeoutMs: 1_200,
      });
      expect(await failure(impatient.draw(request(), memory))).toMatchObject({ code: 'provider-timeout' });
      const drawn = await illustrator.draw(request(edit), memory);
      await illustrator.draw(request(edit), memory);
      const [stored] = memory.stored.keys();
      const calls = (await ledger()).calls.filter(({ idempotencyKey }) => idempotencyKey === stored);
      expect(calls).toMatchObject([{ status: 200, replayed: false, chargedMicros: drawn.cost.micros }]);
    },
  );

  it('does not take the stored answer to words that were edited', async () => {
    await illustrator.draw(request(), memory);
    await illustrator.draw(request({ prompt: 'Mia the fox flies a kite' }), memory);
    await illustrator.draw(request(), memory);
    expect(memory.made).toBe(2);
  });

  it.each([
    ['rate-limit', TransientFailure, 'provider-rate-limited'],
    ['insufficient-quota', PermanentFailure, 'quota-exhausted'],
    ['500', TransientFailure, 'provider-unavailable'],
    ['reset', TransientFailure, 'provider-unavailable'],
    ['moderation', PermanentFailure, 'content-refused'],
    ['unauthorized', PermanentFailure, 'provider-unauthorized'],
  ] as const)('names the misbehaviour %s', async (kind, type, code) => {
    await fault({ kind, times: 1 });
    const error = await failure(illustrator.draw(request(), memory));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ code });
    expect(memory.made).toBe(1);
    expect(memory.stored.size).toBe(0);
  });

  it('gives up on an answer that never comes', async () => {
    await fault({ kind: 'timeout', times: 1 });
    const impatient = new OpenAiIllustrator({
      client: new OpenAI({ baseURL: sandbox.url, apiKey: `sk-t-${key}` }),
      model: 'gpt-image-2',
      timeoutMs: 600,
    });
    expect(await failure(impatient.draw(request(), memory))).toMatchObject({
      code: 'provider-timeout',
      retryable: true,
    });
  });

  it('asks for an answer that broke off under the same name, and pays for it once', async () => {
    await fault({ kind: 'malformed-json', times: 1 });
    expect(await failure(illustrator.draw(request(), memory))).toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
    expect(memory.stored.size).toBe(0);
    const drawn = await illustrator.draw(request(), memory);
    expect([...memory.stored.keys()].map((name) => name.split('/')[1])).toEqual(['image']);
    const charged = (await ledger()).calls.map(({ chargedMicros }) => chargedMicros).filter((micros) => micros > 0);
    expect([charged.at(-1), drawn.cost.micros]).toEqual([memory.micros, memory.micros]);
  });

  it.each(['not-an-image', 'one-pixel', 'bomb', 'dark-picture'] as const)(
    'asks again after %s, and each try is paid under its own name',
    async (kind) => {
      await fault({ kind, times: 1 });
      const drawn = await illustrator.draw(request(), memory);
      expect([...memory.stored.keys()].map((name) => name.split('/')[1])).toEqual(['image', 'image-2']);
      expect(drawn.notes.join(' ')).toContain('drawn again');
      expect(drawn.cost.micros).toBe(memory.micros);
    },
  );

  it('draws a third time when two drawings were too dark, but not when two answers were no pictures', async () => {
    await fault({ kind: 'dark-picture', times: 2 });
    await illustrator.draw(request(), memory);
    expect(memory.made).toBe(3);

    memory = new PaidMemory(`job-${key}-again`);
    await fault({ kind: 'not-an-image' });
    for (const _ of ['first', 'and again, from what is stored'])
      expect(await failure(illustrator.draw(request(), memory))).toMatchObject({
        code: 'bad-provider-answer',
        retryable: false,
      });
    expect(memory.made).toBe(2);
  });

  it('lets a forbidden prompt be refused by the provider', async () => {
    expect(await failure(illustrator.draw(request({ prompt: 'the forbidden castle' }), memory))).toMatchObject({
      code: 'content-refused',
      retryable: false,
    });
  });

  it('sends nothing while the provider asks to wait', async () => {
    const calls = (await ledger()).calls.length;
    await fault({ kind: 'rate-limit', times: 1, retryAfterSeconds: 4 });
    const first = (await failure(illustrator.draw(request(), memory))) as TransientFailure;
    expect(first.retryAfterMs).toBe(4000);
    const waiting = await Promise.all(Array.from({ length: 20 }, () => failure(illustrator.draw(request(), memory))));
    for (const each of waiting) expect((each as TransientFailure).retryAfterMs).toBeLessThanOrEqual(4000);
    expect((await ledger()).calls.length - calls).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 4_050));
    await illustrator.draw(request(), memory);
    expect((await ledger()).calls.length - calls).toBe(2);
  });

  it('stops asking an account that is out of credit', async () => {
    const calls = (await ledger()).calls.length;
    await fault({ kind: 'insufficient-quota' });
    for (let page = 0; page < 10; page++)
      expect(await failure(illustrator.draw(request({ number: page }), new PaidMemory(`quota-${page}`)))).toMatchObject(
        { code: 'quota-exhausted' },
      );
    expect((await ledger()).calls.length - calls).toBe(1);
  });

  it('stops at once when canceled, and says what the canceler said', async () => {
    await fault({ kind: 'timeout', times: 1 });
    const drawing = failure(illustrator.draw(request(), memory));
    setTimeout(() => memory.cancel(new Error('canceled by the author')), 100);
    expect(await drawing).toMatchObject({ message: 'canceled by the author' });
  });

  it('counts a model without a price as 0 and says so', async () => {
    const client = new OpenAI({ baseURL: sandbox.url, apiKey: `sk-u-${key}` });
    const drawn = await new OpenAiIllustrator({ client, model: 'local-diffusion' }).draw(request(), memory);
    expect(drawn.cost.micros).toBe(0);
    expect(drawn.notes.join(' ')).toContain('local-diffusion');
  });

  it('chooses the size by the page’s shape', () => {
    expect([5 / 8, 8.5 / 11, 1, 8.25 / 6].map((aspect) => sizeFor(aspect).name)).toEqual([
      '1024x1536',
      '1024x1536',
      '1024x1024',
      '1536x1024',
    ]);
  });
});
