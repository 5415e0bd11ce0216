import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../../api/session/problem.js';
import { EarlierArrived, oneKey } from './idempotency-key.js';

const lost = new Error('lost');
const problem = (status: number, code = ''): ApiProblem => new ApiProblem(status, { code });

/** A way to send that writes down the keys; what fails is given instead of thrown. */
function sender() {
  const { send } = oneKey();
  const keys: string[] = [];
  const attempt = (thing?: string, error?: Error): Promise<unknown> =>
    send((key) => {
      keys.push(key);
      return error ? Promise.reject(error) : Promise.resolve(key);
    }, thing).catch((reason: unknown) => reason);
  return { keys, attempt };
}

describe('the key of an attempt', () => {
  it.each<[string, Error | undefined, boolean]>([
    ['a lost answer', lost, true],
    ['a 503', problem(503), true],
    ['one that is still at work', problem(409, 'idempotency-key-in-flight'), true],
    ['success', undefined, false],
    ['a refusal', problem(409), false],
    ['too many requests', problem(429), false],
    ['a key that was used for something else', problem(422, 'idempotency-key-reused'), false],
  ])('after %s (%s) stays: %s', async (_, error, stays) => {
    const { keys, attempt } = sender();
    await attempt('this', error);
    await attempt('this');
    expect(keys[0] === keys[1]).toBe(stays);
  });

  it('is the same for two presses at once', async () => {
    const { keys, attempt } = sender();
    await Promise.all([attempt('this'), attempt('this')]);
    expect(keys[0]).toBe(keys[1]);
  });

  it('is of one thing: first to Enterprise, then to Pro, with or without an answer between', async () => {
    const { keys, attempt } = sender();
    await attempt('enterprise');
    await attempt('pro', lost);
    await attempt('enterprise');
    await attempt('pro');
    expect(keys[1]).toBe(keys[3]);
    expect(new Set(keys).size).toBe(3);
  });

  it('says in words that the first attempt had arrived when the second asks for something else', async () => {
    const { attempt } = sender();
    await attempt('', lost);
    const problemShown = await attempt('', problem(422, 'idempotency-key-reused'));
    expect(problemShown).toBeInstanceOf(EarlierArrived);
    expect(String(problemShown)).not.toContain('Idempotency-Key');
  });
});
