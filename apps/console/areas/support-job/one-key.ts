import { ApiProblem } from '../../api/problem.js';

/**
 * An idempotency key for one dialog: pressing twice, or again after a lost answer, does the thing once. Only after a
 * clear refusal, when nothing was done and something else may be asked, there is a new one.
 */
export function oneKey(): { send<T>(act: (key: string) => Promise<T>): Promise<T> } {
  let key = crypto.randomUUID();
  return {
    async send(act) {
      try {
        return await act(key);
      } catch (error) {
        if (error instanceof ApiProblem && error.status < 500 && error.code !== 'idempotency-key-in-flight')
          key = crypto.randomUUID();
        throw error;
      }
    },
  };
}
