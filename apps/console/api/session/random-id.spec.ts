import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { randomId } from './random-id.js';

it('is a UUID of version 4, another one each time, where a browser has no randomUUID', () => {
  const own = crypto.randomUUID;
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  try {
    const ids = Array.from({ length: 200 }, randomId);
    for (const id of ids) expect(z.uuid({ version: 'v4' }).safeParse(id).success).toBe(true);
    expect(new Set(ids).size).toBe(200);
  } finally {
    Object.defineProperty(crypto, 'randomUUID', { value: own, configurable: true });
  }
});
