import { computed } from 'vue';
import type { PageView } from '#contracts/books.js';
import { editPage } from '../../offline/page-edits.js';
import type { Outcome } from '../../offline/submit-edit.js';
import { draftAfter, draftAfterSave, changedText } from './draft-labels.js';
import { draftOf, dropDraft, saveDraftLocally } from '../../offline/page-drafts.js';

type PageText = Pick<PageView, 'text' | 'prompt'>;

/**
 * A page's words as a person edits them: the draft, or else the page as it is. Whoever shows the same page shows the same
 * words. `seen` is what a save is compared with, so that nobody is overwritten unseen.
 */
export function usePageDraft(bookId: () => string, page: () => PageView) {
  const draft = computed(() => draftOf(bookId(), page().number));
  function type(typed: Partial<PageText>): void {
    const next = draftAfter(draft.value, page(), typed);
    if (next) saveDraftLocally(bookId(), page().number, next);
    else discard();
  }
  const discard = (): void => dropDraft(bookId(), page().number);
  const field = (name: keyof PageText) =>
    computed({ get: () => draft.value?.[name] ?? page()[name], set: (value: string) => type({ [name]: value }) });
  const changes = computed(() => (draft.value ? changedText(draft.value) : {}));
  const edited = computed(() => Object.keys(changes.value).length > 0);
  const seen = computed(() => ({ number: page().number, ...draft.value?.base }));
  /** Throws when the words could not be kept; the draft stays then, for the words are nowhere else. */
  async function save(): Promise<Outcome> {
    const saved = sending();
    const outcome = await editPage(bookId(), seen.value, changes.value);
    saved();
    return outcome;
  }
  /** Begins a save of the words of now; to be called when it is done. Words that were typed meanwhile stay a draft. */
  function sending(): () => void {
    const [book, { number }, sent] = [bookId(), page(), draft.value];
    return () => {
      const now = draftOf(book, number);
      const left = now && sent ? draftAfterSave(now, sent) : null;
      if (left) saveDraftLocally(book, number, left);
      else dropDraft(book, number);
    };
  }
  return { text: field('text'), prompt: field('prompt'), changes, edited, discard, save, sending };
}
