import { describe, expect, it } from '@jest/globals';
import { fontFor } from './fonts.js';
import { SetText, type Line } from './typesetter.js';

const measure = (text: string): number => [...text].length / 2;
const set = (text: string) => new SetText(text, 'text', measure);
const words = (line: Line | undefined) => line?.pieces.map(({ text }) => text).join('');

describe('SetText', () => {
  it('breaks lines at spaces, no wider than asked', () => {
    const lines = set('one two three four five').lines(5);
    expect(lines.map(words)).toEqual(['one two', 'three four', 'five']);
    expect(lines.every(({ width }) => width <= 5)).toBe(true);
  });

  it('breaks a word that is wider than the line', () => {
    const lines = set('a supercalifragilistic day').lines(4);
    expect(lines.every(({ width }) => width <= 4)).toBe(true);
    expect(lines.map(words).join('').replaceAll(' ', '')).toBe('asupercalifragilisticday');
  });

  it('balances lines', () => {
    const [first, second, third] = set('aa bb cc dd ee ff g').balanced(8);
    expect(third).toBeUndefined();
    expect(Math.abs((first?.width ?? 0) - (second?.width ?? 0))).toBeLessThan(3);
  });

  it('keeps line breaks of the author', () => {
    expect(set('one\n\ntwo').lines(50).map(words)).toEqual(['one', '', 'two']);
  });

  it('orders right-to-left text for the eye, digits and Latin left to right within', () => {
    const [line] = set('שלום עולם 123 abc').lines(50);
    expect(line?.rightToLeft).toBe(true);
    expect(line?.pieces.map(({ text }) => text)).toEqual(['abc', ' ', '123', ' ', 'עולם', ' ', 'שלום']);
  });

  it('mirrors brackets in right-to-left text', () => {
    const [line] = set('(שלום)').lines(50);
    expect(words(line)).toBe('(שלום)'); // each bracket swapped and each moved to the other side
    expect(line?.pieces[0]?.text).toBe('(');
  });

  it('keeps an emoji of several code points together, and names what no font has', () => {
    const text = set('👨‍👩‍👧 田!');
    expect(text.lines(50)[0]?.pieces.map((piece) => piece.text)).toEqual(['👨‍👩‍👧', ' ', '田', '!']);
    expect([...text.missing]).toEqual(['田']);
  });

  it('drops controls before setting, and shows a lone surrogate as the replacement character', () => {
    expect(words(set('a\u0000\u202Eb\u200B\uD800c').lines(50)[0])).toBe('ab\uFFFDc');
  });
});

describe('fontFor', () => {
  it.each([
    ['a', 'andika'],
    ['ž', 'andika'],
    ['ữ', 'andika'],
    ['Ж', 'andika'],
    ['Ω', 'noto-sans-greek'],
    ['ש', 'noto-sans-hebrew'],
    ['م', 'noto-sans-arabic'],
    ['🦊', 'noto-emoji'],
    ['❤️', 'noto-emoji'],
    ['1', 'andika'],
  ])('finds a font for %s', (character, font) => {
    expect(fontFor(character, 'text')?.key).toContain(font);
  });
});
