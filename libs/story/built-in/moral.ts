import { capitalised } from './nouns.js';

/** The author's moral as a sentence of its own: capital, full stop, no quotation marks around it. */
export function moralSentence(moral: string): string {
  const plain = moral
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^["“”'‘’]+|["“”]+$/g, '')
    .trim();
  const ended = /[.!?…。！？]$/.test(plain) ? plain : `${plain.replace(/[,;:–—-]+$/, '')}.`;
  return capitalised(ended);
}

/** Ways to end a book with its moral, the fullest first; the teller takes the first that fits on the page. */
export function closingsOf(moral: string, hero: string): string[] {
  return [`And ${hero} never forgot: “${moral}”`, `Remember: ${moral}`, moral];
}
