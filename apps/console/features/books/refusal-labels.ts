import type { PageView } from '#contracts/books.js';
import { t } from './messages.js';

type Refused = Pick<PageView, 'number' | 'code'>;

/** What only the operator can repair: the author’s text is not the cause. */
const OURS = new Set(['quota-exhausted', 'provider-unauthorized']);

export const isOurs = ({ code }: Pick<Refused, 'code'>): boolean => OURS.has(code ?? '');
export const isContentRefusal = ({ code }: Pick<Refused, 'code'>): boolean => code === 'content-refused';

/** Under the words of a page that could not be drawn. */
export function refusalHint(page: Pick<Refused, 'code'>): string {
  if (isContentRefusal(page)) return t('refusal.content');
  if (isOurs(page)) return t('refusal.ours');
  return t('refusal.other');
}

/** “3 pages and the cover need you”, or who else is needed. */
export function refusedHeading(refused: readonly Refused[]): string {
  const pages = refused.filter(({ number }) => number > 0).length;
  const withCover = pages === 0 ? 'cover' : 'pagesAndCover';
  const subject = pages < refused.length ? withCover : 'pages';
  return t(`refusedHeading.${refused.every(isOurs) ? 'waitsForUs' : 'needsYou'}.${subject}`, { pages });
}
