import type { SyncField, SyncValue } from '#contracts/sync.js';
import type { PendingEdit } from '../api/offline/device-store.js';
import type { Question } from '../ui/composables/confirm.js';
import { notify } from '../ui/composables/toasts.js';
import { pageName } from '../ui/labels/job-labels.js';
import type { Outcome } from './submit-edit.js';

export const FIELD_LABELS: Record<SyncField, string> = {
  title: 'Title',
  subtitle: 'Subtitle',
  blurb: 'Blurb',
  author: 'Author',
  text: 'Story on this page',
  prompt: 'What the picture shows',
  locked: 'Lock',
  current: 'Drawing in the book',
};

/** "Owls on tour, page 3" */
export const placeOf = ({ title, page }: Pick<PendingEdit, 'title' | 'page'>): string =>
  page === null ? title : `${title}, ${pageName(page).toLowerCase()}`;

/** A value as a person says it. */
export function valueText(field: string, value: SyncValue): string {
  if (field === 'locked') return value ? 'Locked' : 'Not locked';
  if (field === 'current') return value === 0 ? 'None' : `Drawing ${value}`;
  return value === '' ? '(nothing)' : String(value);
}

export const isText = (field: string): boolean => field !== 'locked' && field !== 'current';

const OUTCOMES: Record<Outcome, string> = {
  applied: 'Saved.',
  waiting: 'Kept in this browser. It is sent as soon as the server can be reached.',
  conflict: 'Somebody else changed this meanwhile. Nothing was overwritten: choose which of both stays.',
  refused: 'The server did not take this. What you wrote is kept: see why under “to look at”.',
};
export const notifyOutcome = (outcome: Outcome): void => notify(OUTCOMES[outcome]);

const count = (n: number, one: string, more: string): string => (n === 1 ? `1 ${one}` : `${n} ${more}`);

/** What the chip in the header says; empty when there is nothing to say. */
export function chipText(away: boolean, waiting: number, toChoose: number): string {
  const sending = away ? count(waiting, 'edit waits', 'edits wait') : `Sending ${count(waiting, 'edit', 'edits')}`;
  return [away ? 'Offline' : '', waiting > 0 ? sending : '', toChoose > 0 ? `${toChoose} to look at` : '']
    .filter(Boolean)
    .join(' · ');
}

/** What is asked before somebody signs out; null when nothing is only in this browser. */
export function leavingQuestion(edits: number, drafts: number): Question | null {
  if (edits + drafts === 0) return null;
  const some = (n: number, one: string): string => (n === 0 ? '' : n === 1 ? `one ${one}` : `${n} ${one}s`);
  const only = [some(edits, 'edit'), some(drafts, 'draft')].filter(Boolean).join(' and ');
  const sent = edits > 0 ? ' Edits are sent when you sign in here again; nowhere else can they be seen.' : '';
  return {
    title: edits > 0 ? 'Sign out with edits that are not sent?' : 'Sign out with words that are not saved?',
    body: `${only[0]!.toUpperCase()}${only.slice(1)} ${edits + drafts === 1 ? 'is' : 'are'} only in this browser. They stay here for you.${sent}`,
    confirmLabel: 'Sign out all the same',
    cancelLabel: 'Stay signed in',
  };
}
