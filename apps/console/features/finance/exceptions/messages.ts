import { featureMessages } from '../../../i18n/messages.js';
import { codeTexts } from '../code-text.js';
import en from './messages.en.json' with { type: 'json' };

export const t = featureMessages('finance-exceptions', en);

/** What an exception is about: `subject`. */
export const codeText = codeTexts(t, en);
