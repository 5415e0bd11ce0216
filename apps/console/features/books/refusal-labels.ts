import type { PageView } from '#contracts/books.js';

type Refused = Pick<PageView, 'number' | 'code'>;

/** What only the operator can repair: the author’s text is not the cause. */
const OURS = new Set(['quota-exhausted', 'provider-unauthorized']);

export const isOurs = ({ code }: Pick<Refused, 'code'>): boolean => OURS.has(code ?? '');
export const isContentRefusal = ({ code }: Pick<Refused, 'code'>): boolean => code === 'content-refused';

/** Under the words of a page that could not be drawn. */
export function refusalHint(page: Pick<Refused, 'code'>): string {
  if (isContentRefusal(page)) return 'Say it in another way, then try again.';
  if (isOurs(page)) return 'Your words are not the cause. Our support sees this; try again when it is mended.';
  return 'Try again. If it fails again, say it in another way.';
}

/** “3 pages and the cover need you”, or who else is needed. */
export function refusedHeading(refused: readonly Refused[]): string {
  const pages = refused.filter(({ number }) => number > 0).length;
  const hasCover = pages < refused.length;
  const parts = [
    pages > 0 && (pages === 1 ? 'One page' : `${pages} pages`),
    hasCover && (pages > 0 ? 'the cover' : 'The cover'),
  ];
  const subject = parts.filter(Boolean).join(' and ');
  const isOne = refused.length === 1;
  return refused.every(isOurs)
    ? `${subject} ${isOne ? 'waits' : 'wait'} for us`
    : `${subject} ${isOne ? 'needs' : 'need'} you`;
}
