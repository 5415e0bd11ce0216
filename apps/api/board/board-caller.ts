import { AsyncLocalStorage } from 'node:async_hooks';
import type { Caller } from '../auth/caller.js';

/** Who uses the board in this request: bull-board hands its adapters no request. */
const callers = new AsyncLocalStorage<Caller>();

export const asBoardCaller = (caller: Caller, act: () => void): void => callers.run(caller, act);

export function boardCaller(): Caller {
  const caller = callers.getStore();
  if (!caller) throw new Error('The board was reached without its guard');
  return caller;
}
