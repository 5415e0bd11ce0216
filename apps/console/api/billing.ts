import type { BillingView, CheckoutView, PlanList, PortalView } from '#contracts/payments.js';
import type { PaidPlan } from '#contracts/plans.js';
import { requestJson } from './request.js';

const ROOT = '/api/payments';

export const getPlans = (): Promise<PlanList> => requestJson('GET', `${ROOT}/plans`);
export const getBilling = (): Promise<BillingView> => requestJson('GET', `${ROOT}/subscription`);
/** Where to pay, on Stripe's own page. */
export const startCheckout = (plan: PaidPlan, key: string): Promise<CheckoutView> =>
  requestJson('POST', `${ROOT}/create-checkout-session`, { body: { plan }, key });
export const changePlan = (plan: PaidPlan, key: string): Promise<BillingView> =>
  requestJson('POST', `${ROOT}/change-plan`, { body: { plan }, key });
export const cancelSubscription = (key: string): Promise<BillingView> =>
  requestJson('POST', `${ROOT}/cancel-subscription`, { key });
export const reactivateSubscription = (key: string): Promise<BillingView> =>
  requestJson('POST', `${ROOT}/reactivate-subscription`, { key });
/** Stripe's page for cards, failed invoices and receipts. */
export const openPortal = (): Promise<PortalView> => requestJson('POST', `${ROOT}/portal`);
