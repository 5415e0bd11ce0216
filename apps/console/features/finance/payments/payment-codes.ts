import { codeNames, type CodeOf, plainText } from '../code-text.js';
import { t } from './messages.js';

export const payoutState = codeNames(
  (code) => t.has(`payoutState.${code}`),
  (code: CodeOf<typeof t, 'payoutState'>) => t(`payoutState.${code}`),
);
/** Of a balance transaction, and of what the ledger made of it. */
export const entryName = codeNames(
  (code) => t.has(`entry.${code}`),
  (code: CodeOf<typeof t, 'entry'>) => t(`entry.${code}`),
);
export const refundState = codeNames(
  (code) => t.has(`refundState.${code}`),
  (code: CodeOf<typeof t, 'refundState'>) => t(`refundState.${code}`),
);
export const disputeState = codeNames(
  (code) => t.has(`disputeState.${code}`),
  (code: CodeOf<typeof t, 'disputeState'>) => t(`disputeState.${code}`),
);

/** These three stand within a row of words. */
export const disputeReason = codeNames(
  (code) => t.has(`disputeReason.${code}`),
  (code: CodeOf<typeof t, 'disputeReason'>) => t(`disputeReason.${code}`),
  plainText,
);
export const eventState = codeNames(
  (code) => t.has(`eventState.${code}`),
  (code: CodeOf<typeof t, 'eventState'>) => t(`eventState.${code}`),
  plainText,
);
export const jobState = codeNames(
  (code) => t.has(`jobState.${code}`),
  (code: CodeOf<typeof t, 'jobState'>) => t(`jobState.${code}`),
  plainText,
);
