import { featureMessages } from '../../../i18n/messages.js';
import { codeTexts } from '../code-text.js';
import en from './messages.en.json' with { type: 'json' };

export const t = featureMessages('finance-runs', en);

/** What Stripe calls what was read from it: `fetched`. */
export const codeText = codeTexts(t, en);
