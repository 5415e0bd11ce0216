import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createBook } from '#contracts/books.js';
import type { AiRequest, PageView, BookView } from '#contracts/books.js';
import type { JobView } from '#contracts/jobs.js';
import { PermanentFailure } from '#failures/failure.js';
import { startApi } from '../support/api.js';
import type { Answer, Api } from '../support/api.js';
import { waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { eventually } from '../support/stack.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

const REFUSED = 'forbidden';

// several books are made, also on a machine that has other work
jest.setTimeout(180_000);

describe('a theme that the provider refuses', () => {
  let platform: Platform;
  let api: Api;
  let id: string;
  let jobId: string;
  const artist = new QuickIllustrator('openai');
  const storyteller = new QuickStoryteller('openai');

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: { openai: artist }, storytellers: { openai: storyteller } });
    await platform.startWorkers();
    api = await startApi(platform, { OPENAI_API_KEY: 'sk-of-the-tests', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' });
  }, 120_000);
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });
  beforeEach(() => {
    storyteller.misbehave = () => undefined;
    // as a provider does: it looks at all it is sent
    artist.misbehave = ({ theme, prompt, text, characters }) => {
      const sent = [theme, prompt, text, ...characters.map(({ description }) => description)].join(' ');
      if (sent.includes(REFUSED)) throw new PermanentFailure('content-refused', 'The content rules refuse this text.');
    };
  });

  const ask = <T>(method: string, path: string, body?: object, version?: number): Promise<Answer<T>> =>
    api.ask<T>(method, path, {
      as: 'author',
      ...(body ? { body } : {}),
      ...(version === undefined ? {} : { headers: { 'if-match': String(version) } }),
    });
  const submit = async (theme: string): Promise<void> => {
    const form = createBook.parse({ theme, pages: 2, provider: 'openai' });
    id = (await ask<BookView>('POST', '/api/books', form)).body.id;
    jobId = (await ask<JobView>('POST', '/api/jobs', { kind: 'generate-book', bookId: id })).body.id;
  };
  const book = async (): Promise<BookView> => (await ask<BookView>('GET', `/api/books/${id}`)).body;
  const pages = async (): Promise<PageView[]> =>
    (await ask<{ items: PageView[] }>('GET', `/api/books/${id}/pages`)).body.items;
  const patch = async (body: object): Promise<Answer<BookView & { code?: string }>> =>
    ask('PATCH', `/api/books/${id}`, body, (await book()).version);
  const sent = async (query = ''): Promise<string> => {
    const { status, body } = await ask<AiRequest>('GET', `/api/books/${id}/ai-request${query}`);
    expect([status, body.provider]).toEqual([200, 'openai']);
    return body.messages.map(({ text }) => text).join('\n');
  };
  const retry = async (): Promise<void> => {
    expect((await ask('POST', `/api/jobs/${jobId}/retry`, {})).status).toBe(202);
  };

  it('is shown with what is sent, keeps every page from being drawn, and goes along no more once it is edited', async () => {
    await submit(`a ${REFUSED} castle`);
    await waitForState(platform, jobId, 'needs-attention');
    for (const page of await pages())
      await ask('PATCH', `/api/books/${id}/pages/${page.number}`, { prompt: 'a castle', text: '' }, page.version);
    for (const number of [0, 1, 2]) expect(await sent(`?page=${number}`)).toContain(`about: a ${REFUSED} castle`);
    const calls = artist.calls.length;
    await retry();
    await eventually('each page was tried again', () => artist.calls.length - calls === 3);
    await eventually('each was refused again', async () => (await pages()).every(({ state }) => state === 'refused'));
    await waitForState(platform, jobId, 'needs-attention');

    expect((await patch({ theme: 'a friendly castle' })).status).toBe(200);
    for (const number of [0, 1, 2]) expect(await sent(`?page=${number}`)).not.toContain(REFUSED);
    await retry();
    await waitForState(platform, jobId, 'completed');
  });

  it('goes out of the cover’s prompt, too, where that is still the theme', async () => {
    await submit(`a ${REFUSED} castle`);
    await waitForState(platform, jobId, 'needs-attention');
    expect((await pages())[0]!.prompt).toBe(`a ${REFUSED} castle`);
    await patch({ theme: 'a friendly castle' });
    expect((await pages())[0]!.prompt).toBe('a friendly castle');
    await retry();
    await waitForState(platform, jobId, 'completed');
  });

  it('may as well be the looks of a character, which can be edited like it', async () => {
    artist.misbehave = () => {
      throw new PermanentFailure('content-refused', 'The content rules refuse this text.');
    };
    await submit('a castle');
    await waitForState(platform, jobId, 'needs-attention');
    expect(await sent('?page=1')).toContain('a small fox');
    const [fox] = (await book()).cast;
    expect((await patch({ cast: [{ ...fox, description: 'a tall fox' }] })).body.cast).toEqual([
      { ...fox, description: 'a tall fox' },
    ]);
    expect(await sent('?page=1')).toContain('a tall fox');
    expect(await sent('?page=1')).not.toContain('a small fox');
    artist.misbehave = () => undefined;
    await retry();
    await waitForState(platform, jobId, 'completed');
  });

  it('can be edited while the story waits; what only the storyteller receives, not once it is written', async () => {
    storyteller.misbehave = () => {
      throw new PermanentFailure('content-refused', 'The content rules refuse this text.');
    };
    await submit(`a ${REFUSED} castle`);
    await waitForState(platform, jobId, 'needs-attention');
    expect(await sent()).toContain(`a ${REFUSED} castle`);
    expect((await patch({ cast: [] })).body.code).toBe('story-not-written');
    await patch({ theme: 'a castle', moral: 'Be kind' });
    expect(await sent()).not.toContain(REFUSED);
    expect(await sent()).toContain('Be kind');
    storyteller.misbehave = () => undefined;
    await retry();
    await waitForState(platform, jobId, 'completed');
    expect(await patch({ moral: 'Be brave' })).toMatchObject({ status: 409, body: { code: 'story-written' } });
  });

  it('is sent nowhere where the built-in artist works', async () => {
    id = (
      await ask<BookView>('POST', '/api/books', createBook.parse({ theme: 'a cat', pages: 1, provider: 'built-in' }))
    ).body.id;
    const { body } = await ask<AiRequest>('GET', `/api/books/${id}/ai-request?page=1`);
    expect(body).toEqual({ provider: 'built-in', messages: [] });
    expect((await ask('GET', `/api/books/${id}/ai-request?page=7`)).status).toBe(404);
  });
});
