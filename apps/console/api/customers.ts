import type { PaymentSummary } from '#contracts/finance.js';
import type { BillingView } from '#contracts/payments.js';
import type { PaidPlan, PlanId } from '#contracts/plans.js';
import { requestJson } from './request.js';

/** A plan that the house gave. */
export interface GrantView {
  id: string;
  plan: PlanId;
  from: string;
  until: string;
  revokedAt: string | null;
  reason: string;
}
export interface CustomerBilling {
  billing: BillingView;
  payments: PaymentSummary[];
  grants: GrantView[];
}
const path = (id: string): string => `/api/support/customers/${encodeURIComponent(id)}`;

export const getCustomerBilling = (id: string): Promise<CustomerBilling> => requestJson('GET', `${path(id)}/billing`);
export const givePlan = (id: string, ask: { plan: PaidPlan; days: number; reason: string }, key: string): Promise<unknown> =>
  requestJson('POST', `${path(id)}/grants`, { body: ask, key }); // prettier-ignore
