import { formatLocale } from '../../i18n/i18n.js';

const KILOBYTES = new Intl.NumberFormat(formatLocale, { style: 'unit', unit: 'kilobyte' });
const MEGABYTES = new Intl.NumberFormat(formatLocale, {
  style: 'unit',
  unit: 'megabyte',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** "850 kB", "1.2 MB". */
export const fileSize = (bytes: number): string =>
  bytes < 1e6 ? KILOBYTES.format(Math.max(1, Math.round(bytes / 1e3))) : MEGABYTES.format(bytes / 1e6);
