import { featureMessages } from '../../i18n/messages.js';
import en from './messages.en.json' with { type: 'json' };

/** Names of pages and of links to them: what is known before the code of a page is here. */
export const t = featureMessages('navigation', en);
