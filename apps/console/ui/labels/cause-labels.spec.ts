import { describe, expect, it } from '@jest/globals';
import { causeText } from './cause-labels.js';

describe('a cause as people read it', () => {
  it.each([
    [
      'Tried <n> times. The AI provider is out of order (HTTP <n>).',
      'Tried several times. The AI provider is out of order.',
    ],
    [
      'The AI provider’s story cannot be used: it does not follow the schema ().',
      'The AI provider’s story cannot be used: it does not follow the schema.',
    ],
    [
      'The AI provider’s story cannot be used: it has <n> pages, not <n>.',
      'The AI provider’s story cannot be used: it has … pages, not ….',
    ],
    ['The policy refused “…”.', 'The policy refused “…”.'],
    ['The AI provider’s account is out of credit.', 'The AI provider’s account is out of credit.'],
  ])('of “%s”', (raw, read) => expect(causeText(raw)).toBe(read));
});
