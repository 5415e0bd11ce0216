import { ApiProblem } from '../../api/session/problem.js';
import { randomId } from '../../api/session/random-id.js';
import { t } from '../messages.js';

/** The first attempt's answer was lost, it had arrived, and the second one asks for something else. */
export class EarlierArrived extends Error {
  override readonly name = 'EarlierArrived';
  constructor(options: ErrorOptions) {
    super(t('key.earlierArrived'), options);
  }
}

export interface OneKey {
  /** `thing`: what is asked for, where one place asks for several, such as the plan to change to. */
  send<T>(request: (key: string) => Promise<T>, thing?: string): Promise<T>;
}

/**
 * One idempotency key for one attempt at one thing. Pressing twice, or again after a lost answer, does it once: the key
 * stays for as long as nobody knows what became of the attempt. An answer, good or bad, ends the attempt; the next one has
 * a key of its own, and so has every other thing.
 */
export function oneKey(): OneKey {
  const keys = new Map<string, string>();
  return {
    async send(request, thing = '') {
      const key = keys.get(thing) ?? randomId();
      keys.set(thing, key);
      const end = (): void => void (keys.get(thing) === key && keys.delete(thing));
      try {
        const answer = await request(key);
        end();
        return answer;
      } catch (error) {
        if (isAnswer(error)) end();
        if (error instanceof ApiProblem && error.code === 'idempotency-key-reused')
          throw new EarlierArrived({ cause: error });
        throw error;
      }
    },
  };
}

/** Nothing was done. After a 5xx or while the first is at work, something may have been. */
const isAnswer = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status < 500 && error.code !== 'idempotency-key-in-flight';
