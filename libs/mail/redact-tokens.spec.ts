import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { REMOVED, redactTokens } from './redact-tokens.js';

const token = (): string => randomBytes(32).toString('base64url');

describe('the words of a mail, as staff read them', () => {
  it.each(['reset-password?token=', 'verify-email?token=', 'keep-account?token=', 'a?b=1&token=', '#token='])(
    'hold no secret of a link like %s',
    (link) => {
      for (let at = 0; at < 200; at += 1) {
        const secret = token();
        const redacted = redactTokens(`Hello Mia,\n\nhttp://books.test/${link}${secret}\n\nThe link works once.`);
        expect(redacted).toBe(`Hello Mia,\n\nhttp://books.test/${link}${REMOVED}\n\nThe link works once.`);
      }
    },
  );

  it('hold no secret that stands by itself', () => {
    const secret = token();
    expect(redactTokens(`Your code: ${secret}.`)).toBe(`Your code: ${REMOVED}.`);
  });

  it.each([
    'Hello Mia,\n\nyour book “A long-eared-rabbit-that-walks-far” is finished: http://books.test/books/01900000-0000-7000-8000-000000000001\n',
    'http://books.test/account/exports?sort=newest',
  ])('stay as they are where there is none: %s', (body) => expect(redactTokens(body)).toBe(body));
});
