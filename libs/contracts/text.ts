import { z } from 'zod';

/**
 * Characters that have no place in a title, prompt or story text: C0/C1 controls (tab and line feed stay),
 * bidirectional overrides and isolates, zero-width characters other than the joiners that emoji and Indic scripts
 * need, the byte-order mark, and lone surrogates.
 */
const UNPRINTABLE = /(?![\t\n])\p{Cc}|\p{Cs}|[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

/** Text as it may be stored and printed: NFC, no control or direction marks, single spaces, trimmed. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\u2028\u2029]|\r\n?/g, '\n')
    .replace(UNPRINTABLE, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

/** A line or paragraph that people read; `min` and `max` count characters after cleaning. */
export const text = (min: number, max: number) =>
  z
    .string()
    .max(max * 4, `must have at most ${max} characters`)
    .transform(printable)
    .pipe(
      z
        .string()
        .min(min, min === 1 ? 'must not be empty' : `must have at least ${min} characters`)
        .max(max, `must have at most ${max} characters`),
    );
