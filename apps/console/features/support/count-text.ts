import { formatLocale } from '../../i18n/i18n.js';

const COUNT = new Intl.NumberFormat(formatLocale);

/** “1,234”: a number that stands alone, in a column or a list of figures. */
export const countText = (count: number): string => COUNT.format(count);
