import { featureMessages } from '../../../i18n/messages.js';
import { codeTexts, plainText } from '../code-text.js';
import en from './messages.en.json' with { type: 'json' };

export const t = featureMessages('finance-payments', en);

/** What Stripe and the ledger call something: `payoutState`, `entry`, `refundState` and `disputeState`. */
export const codeText = codeTexts(t, en);
/** The same within a row of words: `disputeReason`, `eventState` and `jobState`. */
export const wordOf = codeTexts(t, en, plainText);
