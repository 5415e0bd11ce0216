import { t } from '../messages.js';

/** The keys of the job list, with what each does. */
export const listKeys = (): { keys: string[]; text: string }[] => [
  { keys: ['j', '↓'], text: t('keys.next') },
  { keys: ['k', '↑'], text: t('keys.previous') },
  { keys: [t('key.enter')], text: t('keys.open') },
  { keys: ['x'], text: t('keys.select') },
  { keys: ['r'], text: t('keys.retry') },
  { keys: ['/'], text: t('keys.search') },
  { keys: [t('key.escape')], text: t('keys.clear') },
  { keys: [t('key.palette')], text: t('keys.palette') },
  { keys: ['?'], text: t('keys.help') },
];

export type ListCommand =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'page-down'
  | 'page-up'
  | 'open'
  | 'select'
  | 'retry'
  | 'search'
  | 'clear'
  | 'help';

const COMMANDS: Record<string, ListCommand> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  PageDown: 'page-down',
  PageUp: 'page-up',
  Enter: 'open',
  x: 'select',
  r: 'retry',
  '/': 'search',
  '?': 'help',
  Escape: 'clear',
};

/** Where a key was pressed: a field keeps its letters, and a button or link its Enter. */
export type Place = 'page' | 'field' | 'control';

/** The command of a key in the job list; null for other keys. Shift is needed for `?` on most keyboards. */
export function commandOf(
  key: string,
  place: Place,
  pressed: { ctrlKey: boolean; metaKey: boolean; altKey: boolean },
): ListCommand | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  if (place === 'field') return key === 'Escape' ? 'clear' : null;
  if (place === 'control' && key === 'Enter') return null;
  return COMMANDS[key] ?? null;
}

export function placeOf(target: EventTarget | null): Place {
  const element = target instanceof Element ? target : null;
  if (element?.closest('textarea, select, [contenteditable], input:not([type="checkbox"])')) return 'field';
  return element?.closest('button, a, summary') ? 'control' : 'page';
}

/** The row after a move; -1 stands for none yet. */
export function rowAfter(command: ListCommand, row: number, count: number, page: number): number {
  if (count === 0) return -1;
  const moves: Partial<Record<ListCommand, number>> = {
    next: row + 1,
    previous: row - 1,
    first: 0,
    last: count - 1,
    'page-down': row + page,
    'page-up': row - page,
  };
  const to = moves[command];
  return to === undefined ? row : Math.max(0, Math.min(count - 1, to));
}
