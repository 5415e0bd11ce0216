import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../../api/problem.js';
import { oneKey } from './one-key.js';

describe('the key of a dialog', () => {
  const keys: string[] = [];
  const fail = (error: Error) => (key: string) => (keys.push(key), Promise.reject(error));

  it('stays when the answer was lost, and changes after a refusal', async () => {
    const { send } = oneKey();
    await send(fail(new Error('lost'))).catch(() => undefined);
    await send(fail(new ApiProblem(503, {}))).catch(() => undefined);
    await send(fail(new ApiProblem(409, { code: 'idempotency-key-in-flight' }))).catch(() => undefined);
    await send(fail(new ApiProblem(409, {}))).catch(() => undefined);
    expect(await send((key) => Promise.resolve(keys.push(key)))).toBe(5);
    expect(new Set(keys.slice(0, 4)).size).toBe(1);
    expect(keys[4]).not.toBe(keys[0]);
  });
});
