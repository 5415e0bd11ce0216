import { describe, expect, it } from '@jest/globals';
import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import { openAiFailure, retryAfterMs } from './failures.js';
import { ProviderGate } from './gate.js';
import { costOf } from './prices.js';

const answer = (status: number, code: string | null, headers: Record<string, string> = {}, type = 'x'): APIError =>
  APIError.generate(status, { error: { message: 'said so', code, type } }, undefined, new Headers(headers));

describe('openAiFailure', () => {
  it.each([
    [429, 'rate_limit_exceeded', 'provider-rate-limited', true],
    [429, 'insufficient_quota', 'quota-exhausted', false],
    [400, 'billing_hard_limit_reached', 'quota-exhausted', false],
    [401, 'invalid_api_key', 'provider-unauthorized', false],
    [403, null, 'provider-unauthorized', false],
    [404, 'model_not_found', 'provider-unauthorized', false],
    [400, 'moderation_blocked', 'content-refused', false],
    [400, 'content_policy_violation', 'content-refused', false],
    [400, 'invalid_value', 'bad-provider-answer', false],
    [408, null, 'provider-unavailable', true],
    [500, null, 'provider-unavailable', true],
    [503, null, 'provider-unavailable', true],
  ] as const)('takes HTTP %i %s for %s', (status, code, expected, retryable) => {
    expect(openAiFailure(answer(status, code))).toMatchObject({ code: expected, retryable });
  });

  it('knows timeouts and broken connections', () => {
    expect(openAiFailure(new APIConnectionTimeoutError())).toMatchObject({ code: 'provider-timeout' });
    expect(openAiFailure(new APIConnectionError({ message: 'x' }))).toMatchObject({ code: 'provider-unavailable' });
    expect(openAiFailure(new TypeError('terminated'))).toMatchObject({ code: 'provider-unavailable' });
    expect(openAiFailure(Object.assign(new Error('x'), { code: 'ECONNRESET' }))).toMatchObject({
      code: 'provider-unavailable',
    });
  });

  it('leaves our own mistakes and our own failures as they are', () => {
    const mistake = new TypeError('x is not a function');
    expect(openAiFailure(mistake)).toBe(mistake);
    const fault = new TransientFailure('provider-timeout', 'x');
    expect(openAiFailure(fault)).toBe(fault);
  });
});

describe('retryAfterMs', () => {
  it.each([
    [{ 'retry-after-ms': '1500' }, 1500],
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 00:00:30 GMT' }, 30_000],
    [{ 'retry-after': '99999999' }, 600_000],
    [{ 'retry-after': '0' }, 250],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('reads %j', (headers, expected) => {
    expect(retryAfterMs(new Headers(headers), Date.parse('2026-11-22T00:00:00Z'))).toBe(expected);
  });
});

describe(ProviderGate.name, () => {
  it('stays shut until the provider’s wait is over, the longest of several', () => {
    let now = 0;
    const gate = new ProviderGate(() => now);
    gate.pass();
    gate.learn(new TransientFailure('provider-rate-limited', 'x', { retryAfterMs: 5_000 }));
    gate.learn(new TransientFailure('provider-rate-limited', 'x', { retryAfterMs: 1_000 }));
    now = 4_999;
    expect(() => gate.pass()).toThrow(TransientFailure);
    now = 5_000;
    expect(() => gate.pass()).not.toThrow();
  });

  it('asks an account without credit again after a pause', () => {
    let now = 0;
    const gate = new ProviderGate(() => now);
    gate.learn(new PermanentFailure('quota-exhausted', 'x'));
    expect(() => gate.pass()).toThrow(PermanentFailure);
    now = 30_000;
    expect(() => gate.pass()).not.toThrow();
  });
});

describe('costOf', () => {
  it('counts tokens in millionths of a dollar', () => {
    expect(costOf('gpt-5-mini', { input: 1000, cachedInput: 400, output: 500 }).cost.micros).toBe(
      600 * 0.25 + 400 * 0.025 + 500 * 2,
    );
    expect(costOf('gpt-image-1', { input: 200, output: 1584 }).cost.micros).toBe(200 * 5 + 1584 * 40);
    expect(costOf('gpt-5-mini-2025-08-07', { input: 4, output: 0 })).toEqual({
      cost: { micros: 1, currency: 'usd' },
      known: true,
    });
  });

  it('counts what it does not know as 0', () => {
    expect(costOf('tomorrow-1', { input: 1000, output: 1000 })).toEqual({
      cost: { micros: 0, currency: 'usd' },
      known: false,
    });
    expect(costOf('gpt-5-mini', undefined).known).toBe(false);
  });
});
