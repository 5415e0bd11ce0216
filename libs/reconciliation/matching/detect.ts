import type { Discrepancy } from './discrepancy.js';
import { examineAccess } from './detect-delivery.js';
import { examineCharge } from './detect-charge.js';
import { examinePayout } from './detect-payout.js';
import { examineStrayRefund } from './detect-refunds.js';
import { examineTransaction } from './detect-transactions.js';
import type { Case } from './facts.js';
import type { Rules } from './rules.js';

/**
 * What is wrong with one case: an empty list when both sides agree. Pure, and the same for the same case, rules and
 * moment. One cause gives one discrepancy: a payment that is wholly missing is not also reported for its fee.
 */
export function examine(each: Case, rules: Rules, asOf: Date): Discrepancy[] {
  switch (each.kind) {
    case 'charge':
      return examineCharge(each, rules, asOf);
    case 'payout':
      return examinePayout(each, rules, asOf);
    case 'transaction':
      return examineTransaction(each, rules, asOf);
    case 'refund':
      return examineStrayRefund(each, rules, asOf);
    case 'access':
      return examineAccess(each, rules, asOf);
  }
}
