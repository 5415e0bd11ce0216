import { sentencesOf } from './page-writer.js';
import { wordCount } from './realiser.js';

/** The text in at most `most` words: whole sentences as far as they go, else the first words with a full stop. */
export function fitWords(text: string, most: number): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (wordCount(plain) <= most) return plain;
  let kept = '';
  for (const sentence of sentencesOf(plain)) {
    const longer = kept ? `${kept} ${sentence}` : sentence;
    if (wordCount(longer) > most) break;
    kept = longer;
  }
  if (kept || most === 0) return kept;
  const cut = plain
    .split(' ')
    .slice(0, most)
    .join(' ')
    .replace(/[\s,;:–—-]+$/u, '');
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`;
}
