import { describe, expect, it } from '@jest/globals';
import { NOT_ASKED_MESSAGE } from '#contracts/failures.js';
import { Failure, TransientFailure, PermanentFailure } from '#failures/failure.js';
import { ProviderGate } from './gate.js';

const thrown = (act: () => void): Failure => {
  try {
    act();
  } catch (error) {
    return error as Failure;
  }
  throw new Error('Nothing was thrown');
};

describe(ProviderGate.name, () => {
  it.each([
    [
      'out of credit',
      new PermanentFailure('quota-exhausted', 'The AI provider’s account is out of credit.'),
      'quota-exhausted',
      30_000,
    ],
    [
      'slow down',
      new TransientFailure('provider-rate-limited', 'Slow down.', { retryAfterMs: 5_000 }),
      'provider-rate-limited',
      5_000,
    ],
  ])('says after “%s” that it did not ask, which is no answer of the provider', (_words, answer, code, pause) => {
    let now = 0;
    const gate = new ProviderGate(() => now);
    gate.pass();
    expect(answer.notAsked).toBe(false);
    gate.learn(answer);
    now = pause - 1;
    expect(thrown(() => gate.pass())).toMatchObject({ code, notAsked: true });
    now = pause;
    gate.pass();
  });

  it('uses the words by which such a failure is known later', () => {
    const gate = new ProviderGate(() => 0);
    gate.learn(new PermanentFailure('quota-exhausted', 'x'));
    expect(thrown(() => gate.pass()).message).toBe(NOT_ASKED_MESSAGE);
  });
});
