import { AsyncLocalStorage } from 'node:async_hooks';

/** A part of an activity that ended: with `error` when it failed, worded for Temporal. */
export interface Part {
  activity: string;
  startedAt: Date;
  error?: unknown;
}

const listener = new AsyncLocalStorage<(part: Part) => void>();

/** Runs `body`; its parts are told to `hear` as they end. */
export const hearParts = <T>(hear: (part: Part) => void, body: () => Promise<T>): Promise<T> =>
  listener.run(hear, body);

export const notifyPart = (part: Part): void => listener.getStore()?.(part);
