import { formatLocale } from '../../i18n/i18n.js';

const COUNT = new Intl.NumberFormat(formatLocale);

/** “1,234”: a count in a table or beside its name. In a sentence, the message formats it. */
export const countText = (count: number): string => COUNT.format(count);
