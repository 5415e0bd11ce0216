import type { FileChange } from '#contracts/files.js';
import { locale } from '../../i18n/i18n.js';
import { t } from './messages.js';

const LIST = new Intl.ListFormat(locale, { type: 'conjunction' });

/** "the artwork of pages and the story": shown after "Changed since:". */
export const changesText = (changed: readonly FileChange[]): string =>
  LIST.format(changed.map((change) => t(`change.${change}`)));
