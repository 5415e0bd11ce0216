import type { Discrepancy } from './discrepancy.js';
import { detectAccessDiscrepancies } from './detect-delivery.js';
import { detectChargeDiscrepancies } from './detect-charge.js';
import { detectPayoutDiscrepancies } from './detect-payout.js';
import { detectStrayRefund } from './detect-refunds.js';
import { detectTransactionDiscrepancies } from './detect-transactions.js';
import type { Case } from './facts.js';
import type { Rules } from './rules.js';

/**
 * What is wrong with one case: an empty list when both sides agree. Pure, and the same for the same case, rules and
 * moment. One cause gives one discrepancy: a payment that is wholly missing is not also reported for its fee.
 */
export function detectDiscrepancies(each: Case, rules: Rules, asOf: Date): Discrepancy[] {
  switch (each.kind) {
    case 'charge':
      return detectChargeDiscrepancies(each, rules, asOf);
    case 'payout':
      return detectPayoutDiscrepancies(each, rules, asOf);
    case 'transaction':
      return detectTransactionDiscrepancies(each, rules, asOf);
    case 'refund':
      return detectStrayRefund(each, rules, asOf);
    case 'access':
      return detectAccessDiscrepancies(each, rules, asOf);
  }
}
