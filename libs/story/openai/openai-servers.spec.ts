import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LLMock } from '@copilotkit/aimock';
import OpenAI from 'openai';
import { drawScene } from '../../../apps/sandbox/openai/scene-drawing.js';
import { startOpenAiSandbox } from '../../../apps/sandbox/openai/server.js';
import { OpenAiIllustrator } from '#artwork/openai/openai-illustrator.js';
import { PaidMemory } from '#fixtures/paid-memory.fake.js';
import { OpenAiStoryteller } from './openai-storyteller.js';

/** Somebody who speaks OpenAI's protocol. */
interface Server {
  name: string;
  textModel: string;
  imageModel: string;
  start(): Promise<{ baseURL?: string; apiKey: string; stop(): Promise<void> }>;
}

const sandbox: Server = {
  name: 'our sandbox',
  textModel: 'gpt-5-mini',
  imageModel: 'gpt-image-2',
  start: async () => {
    const { url, close } = await startOpenAiSandbox();
    return { baseURL: url, apiKey: 'sk-contract', stop: close };
  },
};

/** A fake by other authors, so that not only our own reading of the protocol is tested. */
const aimock: Server = {
  name: 'aimock',
  textModel: 'gpt-5-mini',
  imageModel: 'gpt-image-2',
  start: async () => {
    const mock = new LLMock({ port: 0 });
    const page = (number: number) => ({
      number,
      text: `Mia went on, page ${number}.`,
      prompt: 'Mia the fox by the brook',
    });
    const characters = [{ name: 'Mia', kind: 'fox', description: 'small' }];
    const story = {
      title: 'Mia',
      subtitle: 'A story',
      blurb: 'Mia goes out.',
      moral: 'Go on.',
      characters,
      pages: [1, 2, 3].map(page),
    };
    mock.onMessage(/.*/s, { content: JSON.stringify(story) });
    mock.onImage(/.*/s, { image: { b64Json: (await drawScene('a fox', 1024, 1024)).toString('base64') } });
    await mock.start();
    return { baseURL: `${mock.url}/v1`, apiKey: 'sk-mock', stop: () => mock.stop() };
  },
};

/** OpenAI itself, or a compatible address: only when a key is in the environment. It costs some cents. */
function live(): Server[] {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseURL, OPENAI_TEXT_MODEL, OPENAI_IMAGE_MODEL } = process.env;
  if (!apiKey) return [];
  const start = () => Promise.resolve({ apiKey, ...(baseURL ? { baseURL } : {}), stop: () => Promise.resolve() });
  return [
    {
      name: 'the provider of OPENAI_API_KEY',
      textModel: OPENAI_TEXT_MODEL ?? 'gpt-5-mini',
      imageModel: OPENAI_IMAGE_MODEL ?? 'gpt-image-2',
      start,
    },
  ];
}

describe.each([sandbox, aimock, ...live()])('with $name', ({ start, textModel, imageModel }) => {
  let server: Awaited<ReturnType<Server['start']>>;
  let client: OpenAI;
  beforeAll(async () => {
    server = await start();
    client = new OpenAI({ apiKey: server.apiKey, baseURL: server.baseURL, maxRetries: 0 });
  });
  afterAll(() => server.stop());

  it('writes a whole story', async () => {
    const teller = new OpenAiStoryteller({ client, model: textModel });
    const story = await teller.write(
      {
        theme: 'a fox by the brook',
        characters: ['Mia the fox'],
        age: '4-8',
        pages: 3,
        wordsPerPage: 20,
        style: 'scene',
        seed: 1,
      },
      new PaidMemory('contract'),
    );
    expect(story.pages).toHaveLength(3);
    expect(story.characters.map((each) => each.name)).toContain('Mia');
    for (const { text, prompt } of story.pages) {
      expect(text.split(' ').length).toBeLessThanOrEqual(20);
      expect(prompt).toBeTruthy();
    }
  }, 300_000);

  it('draws a page as closed line art', async () => {
    const memory = new PaidMemory('contract');
    const drawn = await new OpenAiIllustrator({ client, model: imageModel, quality: 'low' }).draw(
      {
        purpose: 'page',
        theme: 'a fox',
        prompt: 'Mia the fox by the brook',
        text: '',
        style: 'scene',
        age: '4-8',
        characters: [],
        width: 500,
        height: 500,
        seed: 1,
        number: 1,
        pageCount: 3,
        variation: 0,
      },
      memory,
    );
    expect(drawn.art.paths[0]).toMatchObject({ fill: 'black', rule: 'evenodd' });
    expect(drawn.cost).toEqual({ micros: memory.micros, currency: 'usd' });
  }, 300_000);
});
