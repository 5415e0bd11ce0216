import type { PageView } from '#contracts/books.js';

type Words = Pick<PageView, 'text' | 'prompt'>;

/** What differs from what was there when the person began. */
export const wordsChanged = ({ base, ...now }: Words & { base: Words }): Partial<Words> => ({
  ...(now.text !== base.text ? { text: now.text } : {}),
  ...(now.prompt !== base.prompt ? { prompt: now.prompt } : {}),
});

/** The draft after `sent` was saved: what was typed meanwhile is still to be saved; null when nothing was. */
export const draftAfterSave = (now: Words, sent: Words) =>
  Object.keys(wordsChanged({ ...now, base: sent })).length > 0
    ? { text: now.text, prompt: now.prompt, base: { text: sent.text, prompt: sent.prompt } }
    : null;

/** The draft after somebody typed; null when it says what was there before: then there is nothing to keep. */
export function draftAfter(before: (Words & { base: Words }) | undefined, page: Words, typed: Partial<Words>) {
  const words = { text: page.text, prompt: page.prompt };
  const draft = { ...words, base: words, ...before, ...typed };
  return Object.keys(wordsChanged(draft)).length > 0 ? draft : null;
}
