import { formatLocale } from '../../i18n/i18n.js';
import { t } from './messages.js';

const TENTHS = new Intl.NumberFormat(formatLocale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** "850 kB", "1.2 MB". */
export const fileSize = (bytes: number): string =>
  bytes < 1e6
    ? t('fileSize.kilobytes', { count: Math.max(1, Math.round(bytes / 1e3)) })
    : t('fileSize.megabytes', { count: TENTHS.format(bytes / 1e6) });
