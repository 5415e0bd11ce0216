import type { PageView } from '#contracts/books.js';
import { t } from './messages.js';

/** "Drawing 3, touched up" */
export function versionName({ version, provider }: PageView['art'][number]): string {
  if (provider === 'touch-up') return t('version.touchedUp', { version });
  return t(provider === 'drive' ? 'version.drive' : 'version.drawn', { version });
}
