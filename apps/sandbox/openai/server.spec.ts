import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import sharp from 'sharp';
import type { LedgerCall } from './ledger.js';
import { type OpenAiSandbox, startOpenAiSandbox } from './server.js';

describe('the OpenAI sandbox', () => {
  let sandbox: OpenAiSandbox;
  let client: OpenAI;
  beforeEach(async () => {
    sandbox = await startOpenAiSandbox();
    client = new OpenAI({ baseURL: sandbox.url, apiKey: 'sk-test', maxRetries: 0 });
  });
  afterEach(() => sandbox.close());

  const draw = (prompt: string, key?: string) =>
    client.images.generate(
      { model: 'gpt-image-1', prompt, size: '1024x1536', quality: 'low' },
      key ? { headers: { 'Idempotency-Key': key } } : undefined,
    );
  const calls = async (): Promise<{ calls: LedgerCall[]; chargedMicros: number }> =>
    (await (await fetch(`${sandbox.adminUrl}/calls`)).json()) as { calls: LedgerCall[]; chargedMicros: number };

  it('draws a PNG of the size asked, with usage and a request id', async () => {
    const { data, response } = await draw('a fox').withResponse();
    const picture = await sharp(Buffer.from(data.data?.[0]?.b64_json ?? '', 'base64')).metadata();
    expect(picture).toMatchObject({ format: 'png', width: 1024, height: 1536 });
    expect(data.usage).toMatchObject({ output_tokens: 408, input_tokens_details: { image_tokens: 0 } });
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  });

  it('gives the same answer for the same key and charges it once, even when both come at once', async () => {
    const [one, two] = await Promise.all([draw('a fox', 'k1'), draw('a fox', 'k1')]);
    expect(one.data?.[0]?.b64_json).toBe(two.data?.[0]?.b64_json);
    const ledger = await calls();
    expect(ledger.calls.map((call) => call.replayed).sort()).toEqual([false, true]);
    expect(ledger.chargedMicros).toBe(Math.max(...ledger.calls.map((call) => call.chargedMicros)));
  });

  it('refuses a key that comes with another body, and charges nothing for it', async () => {
    await draw('a fox', 'k1');
    const { chargedMicros } = await calls();
    await expect(draw('an owl', 'k1')).rejects.toMatchObject({ status: 400, type: 'idempotency_error' });
    await draw('a fox', 'k1');
    expect((await calls()).chargedMicros).toBe(chargedMicros);
    await draw('the forbidden castle', 'k2').catch(() => undefined);
    await draw('a friendly castle', 'k2');
  });

  it('draws another scene for another prompt', async () => {
    const [fox, owl] = await Promise.all([draw('a fox'), draw('an owl')]);
    expect(fox.data?.[0]?.b64_json).not.toBe(owl.data?.[0]?.b64_json);
  });

  it('answers in the schema that it is given, and turns a loose one away as OpenAI does', async () => {
    const ask = (schema: Record<string, unknown>) =>
      client.chat.completions.create({
        model: 'gpt-5-mini',
        messages: [{ role: 'user', content: 'Write pages 3 to 5.' }],
        response_format: { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } },
      });
    const page = {
      type: 'object',
      properties: { number: { type: 'integer' }, mood: { enum: ['glad'] } },
      required: ['number', 'mood'],
      additionalProperties: false,
    };
    const book = {
      type: 'object',
      properties: { pages: { type: 'array', items: page } },
      required: ['pages'],
      additionalProperties: false,
    };
    const answer = await ask(book);
    expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual({
      pages: [3, 4, 5].map((number) => ({ number, mood: 'glad' })),
    });
    await expect(ask({ ...book, additionalProperties: true })).rejects.toMatchObject({
      status: 400,
      code: 'invalid_json_schema',
    });
  });

  it('lists models and asks for a key', async () => {
    expect((await client.models.list()).data.map((model) => model.id)).toContain('gpt-image-1');
    const revoked = new OpenAI({ baseURL: sandbox.url, apiKey: 'sk-revoked', maxRetries: 0 });
    await expect(revoked.models.list()).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' });
    expect((await fetch(`${sandbox.url}/images/generations`, { method: 'POST', body: '{}' })).status).toBe(401);
  });

  it('refuses what its content rules forbid', async () => {
    await expect(draw('the forbidden castle')).rejects.toMatchObject({ status: 400, code: 'moderation_blocked' });
    const chat = await client.chat.completions.create({
      model: 'gpt-5-mini',
      messages: [{ role: 'user', content: 'forbidden things' }],
    });
    expect(chat.choices[0]?.message).toMatchObject({ content: null });
    expect(chat.choices[0]?.message.refusal).toBeTruthy();
  });

  it('turns bad requests away', async () => {
    await expect(client.images.generate({ model: 'gpt-image-1', prompt: 'x', size: '256x256' })).rejects.toMatchObject({
      status: 400,
    });
    expect(
      (
        await fetch(`${sandbox.url}/chat/completions`, {
          method: 'POST',
          headers: { authorization: 'Bearer x' },
          body: '{',
        })
      ).status,
    ).toBe(400);
    expect((await fetch(`${sandbox.url}/nowhere`)).status).toBe(404);
    expect(
      (await fetch(`${sandbox.adminUrl}/faults`, { method: 'POST', body: '{"match":"images","kind":"meteor"}' }))
        .status,
    ).toBe(400);
  });

  it('applies a fault the given number of times', async () => {
    await fetch(`${sandbox.adminUrl}/faults`, {
      method: 'POST',
      body: JSON.stringify({
        match: 'images',
        kind: 'rate-limit',
        times: 2,
        retryAfterSeconds: 3,
        promptIncludes: 'fox',
      }),
    });
    await expect(draw('an owl')).resolves.toBeDefined();
    for (let time = 0; time < 2; time++) {
      const error = (await draw('a fox').catch((thrown: unknown) => thrown)) as { status: number; headers: Headers };
      expect(error.status).toBe(429);
      expect(error.headers.get('retry-after')).toBe('3');
    }
    await expect(draw('a fox')).resolves.toBeDefined();
    const ledger = await calls();
    expect(ledger.calls.map((call) => call.fault)).toEqual([null, 'rate-limit', 'rate-limit', null]);
    expect(ledger.calls.filter((call) => call.fault).every((call) => call.chargedMicros === 0)).toBe(true);
  });

  it('cuts delayed responses when the faults are cleared, and replays the stored response', async () => {
    await fetch(`${sandbox.adminUrl}/faults`, {
      method: 'POST',
      body: JSON.stringify({ match: 'images', kind: 'timeout' }),
    });
    const held = draw('an owl', 'key-1').catch((thrown: unknown) => thrown);
    for (const end = Date.now() + 180_000; Date.now() < end && (await calls()).calls.length === 0;);
    await fetch(`${sandbox.adminUrl}/faults`, { method: 'DELETE' });
    expect(await held).toBeInstanceOf(OpenAI.APIConnectionError);
    await expect(draw('an owl', 'key-1')).resolves.toBeDefined();
    expect((await calls()).calls.map(({ replayed }) => replayed)).toEqual([false, true]);
  });

  it('applies a fault to a share of the calls', async () => {
    await fetch(`${sandbox.adminUrl}/faults`, {
      method: 'POST',
      body: JSON.stringify({ match: 'chat', kind: '500', probability: 0.3 }),
    });
    let struck = 0;
    for (let time = 0; time < 200; time++)
      await client.chat.completions
        .create({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })
        .catch(() => (struck += 1));
    expect(struck / 200).toBeGreaterThan(0.2);
    expect(struck / 200).toBeLessThan(0.4);
  });
});
