import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonInText } from './json-in-text.js';

const story = { title: 'A "{quoted}" brace }', pages: [{ text: '</think> is only a word here' }] };
const text = JSON.stringify(story);

describe('jsonInText', () => {
  it.each([
    ['alone', text],
    ['behind a byte order mark', `\uFEFF ${text}`],
    ['after thinking, with a draft in it', `<think>{"title":"Draft","pages":[]}</think>{"a":1}`, { a: 1 }],
    ['after thinking whose first tag was swallowed', `Let me see {x}.\n</think>\n{"a":1}`, { a: 1 }],
    ['in a fence', '```json\n' + text.replace('</think>', '') + '\n```', JSON.parse(text.replace('</think>', ''))],
    ['between sentences with braces', `{Here} it is: {"a":{"b":[1,2]}} and {"c":1}.`, { a: { b: [1, 2] } }],
    ['behind a brace that never closes', `{ hm: {"a":1}`, { a: 1 }],
    ['nowhere', 'Once upon a time', undefined],
    ['cut off', text.slice(0, -3), undefined],
    ['cut off, with whole parts in it', '{"title":"x","pages":[{"text":"one"},', undefined],
    ['a number', '42', undefined],
  ])('finds it %s', (_, from, ...expected: unknown[]) => {
    expect(jsonInText(from)).toEqual(expected.length > 0 ? expected[0] : story);
  });

  it('ends soon, whatever it is given', () => {
    const began = performance.now();
    expect(jsonInText('{'.repeat(2_000_000))).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(20_000);
    fc.assert(fc.property(fc.string(), (any) => void jsonInText(any)));
  });
});
