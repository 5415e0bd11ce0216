import { describe, expect, it } from '@jest/globals';
import { printable, text } from './text.js';

describe('printable text', () => {
  it('loses control, direction and zero-width characters, and lone surrogates', () => {
    expect(printable('a\u0000b\u0085c\u202Ed\u2066e\uFEFFf\u200Bg')).toBe('abcdefg');
    expect(printable('x\uD83Dy')).not.toMatch(/\p{Cs}/u);
  });
  it('keeps emoji with their joiners, other scripts and line breaks', () => {
    expect(printable('👩‍🚀 дом\r\nعرب')).toBe('👩‍🚀 дом\nعرب');
  });
  it('is one text however it was typed', () => {
    expect(printable('  e\u0301  x ')).toBe('é x');
  });
  it('is measured after cleaning', () => {
    expect(text(1, 5).safeParse('\u0000\u0001').success).toBe(false);
    expect(text(1, 5).safeParse('abc\u0000\u0001\u0002').data).toBe('abc');
    expect(text(1, 5).safeParse('x'.repeat(10_000)).success).toBe(false);
  });
});
