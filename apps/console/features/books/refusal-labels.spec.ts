import { describe, expect, it } from '@jest/globals';
import { refusalHint, refusedHeading } from './refusal-labels.js';

const page = (number: number, code = 'content-refused') => ({ number, code });

describe('the words beside pages that could not be drawn', () => {
  it.each([
    [[page(3)], 'One page needs you'],
    [[page(1), page(2)], '2 pages need you'],
    [[page(0)], 'The cover needs you'],
    [[page(0), page(1)], 'One page and the cover need you'],
    [[page(0), page(1), page(2)], '2 pages and the cover need you'],
    [[page(1, 'quota-exhausted')], 'One page waits for us'],
    [[page(0, 'quota-exhausted'), page(1, 'provider-unauthorized')], 'One page and the cover wait for us'],
    [[page(1, 'quota-exhausted'), page(2)], '2 pages need you'],
  ])('say who is needed (%#)', (refused, words) => {
    expect(refusedHeading(refused)).toBe(words);
  });

  it.each([
    ['content-refused', /^Say it in another way/],
    ['quota-exhausted', /^Your words are not the cause/],
    ['provider-unauthorized', /^Your words are not the cause/],
    ['bad-provider-answer', /^Try again/],
  ])('advise what helps against %s', (code, words) => {
    expect(refusalHint({ code })).toMatch(words);
  });
});
