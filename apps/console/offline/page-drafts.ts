import { shallowReactive, watch } from 'vue';
import type { PageView } from '#contracts/books.js';
import { user } from '../api/session/session.js';

type PageText = Pick<PageView, 'text' | 'prompt'>;

/** Words that somebody typed for a page and did not save, and what was there when they began. */
export interface PageDraft extends PageText {
  base: PageText;
}

const PREFIX = 'colorbook.draft';
const prefixOf = (ownerId: string): string => `${PREFIX} ${ownerId} `;
const keyOf = (bookId: string, page: number): string => `${prefixOf(user.value?.id ?? '')}${bookId} ${page}`;

/** Of the person who is signed in. Each tab goes on with its own; what was left is there after a reload. */
const drafts = shallowReactive(new Map<string, PageDraft>());
/** Typed in this tab. */
const own = new Set<string>();
/** Drafts that could not be stored; they exist until the page is closed. */
const unkept = new Set<string>();

/** Called once, at the root. Nobody sees another person's drafts. */
export function followDrafts(): void {
  watch(() => user.value?.id, load, { immediate: true });
  // another tab saved its own words for the same page: these here are still to be saved
  window.addEventListener('storage', ({ key, newValue }) => {
    const draft = key !== null && newValue === null && own.has(key) && drafts.get(key);
    if (draft) persist(key, draft);
  });
}

function load(ownerId: string | undefined): void {
  drafts.clear();
  own.clear();
  unkept.clear();
  if (!ownerId) return;
  for (const [key, value] of Object.entries(localStorage)) {
    const draft = key.startsWith(prefixOf(ownerId)) && parsed(String(value));
    if (draft) drafts.set(key, draft);
  }
}

function parsed(value: string | null): PageDraft | null {
  try {
    const found: Partial<PageDraft> | null = JSON.parse(value ?? 'null');
    const { text, prompt, base } = found ?? {};
    const isWhole = typeof base?.text === 'string' && typeof base.prompt === 'string';
    return typeof text === 'string' && typeof prompt === 'string' && isWhole ? { text, prompt, base } : null;
  } catch {
    return null;
  }
}

export const draftOf = (bookId: string, page: number): PageDraft | undefined => drafts.get(keyOf(bookId, page));

/** Written with every key press, so that neither Escape nor a closed tab loses a word. */
export function saveDraftLocally(bookId: string, page: number, draft: PageDraft): void {
  const key = keyOf(bookId, page);
  drafts.set(key, draft);
  own.add(key);
  persist(key, draft);
}

function persist(key: string, draft: PageDraft): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    unkept.delete(key);
  } catch {
    unkept.add(key);
  }
}

export function dropDraft(bookId: string, page: number): void {
  const key = keyOf(bookId, page);
  drafts.delete(key);
  own.delete(key);
  unkept.delete(key);
  localStorage.removeItem(key);
}

/** When a book is deleted for good. */
export function dropDraftsOf(bookId: string): void {
  const prefix = `${prefixOf(user.value?.id ?? '')}${bookId} `;
  for (const key of [...drafts.keys()].filter((each) => each.startsWith(prefix)))
    dropDraft(bookId, Number(key.slice(prefix.length)));
}

export const draftCount = (): number => drafts.size;
/** True while some words are nowhere but in this tab. */
export const hasUnkeptDrafts = (): boolean => unkept.size > 0;
