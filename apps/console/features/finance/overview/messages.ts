import { featureMessages } from '../../../i18n/messages.js';
import { codeTexts, plainText } from '../code-text.js';
import en from './messages.en.json' with { type: 'json' };

export const t = featureMessages('finance-overview', en);

/** How long an exception has been open: `age`. */
export const wordOf = codeTexts(t, en, plainText);
