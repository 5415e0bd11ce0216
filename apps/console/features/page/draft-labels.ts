import type { PageView } from '#contracts/books.js';

type PageText = Pick<PageView, 'text' | 'prompt'>;

/** What differs from what was there when the person began. */
export const changedText = ({ base, ...now }: PageText & { base: PageText }): Partial<PageText> => ({
  ...(now.text !== base.text ? { text: now.text } : {}),
  ...(now.prompt !== base.prompt ? { prompt: now.prompt } : {}),
});

/** The draft after `sent` was saved: what was typed meanwhile is still to be saved; null when nothing was. */
export const draftAfterSave = (now: PageText, sent: PageText) =>
  Object.keys(changedText({ ...now, base: sent })).length > 0
    ? { text: now.text, prompt: now.prompt, base: { text: sent.text, prompt: sent.prompt } }
    : null;

/** The draft after somebody typed; null when it says what was there before: then there is nothing to keep. */
export function draftAfter(
  before: (PageText & { base: PageText }) | undefined,
  page: PageText,
  typed: Partial<PageText>,
) {
  const words = { text: page.text, prompt: page.prompt };
  const draft = { ...words, base: words, ...before, ...typed };
  return Object.keys(changedText(draft)).length > 0 ? draft : null;
}
