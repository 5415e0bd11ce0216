import type { BillingView, CheckoutView, PlanList, PortalView } from '#contracts/payments.js';
import type { PaidPlan } from '#contracts/plans.js';
import { requestJson } from '../../api/session/request.js';

const ROOT = '/api/payments';

export const getPlans = (): Promise<PlanList> => requestJson('GET', `${ROOT}/plans`);
export const getBilling = (): Promise<BillingView> => requestJson('GET', `${ROOT}/subscription`);
/** Where to pay, on Stripe's own page. */
export const startCheckout = (plan: PaidPlan, key: string): Promise<CheckoutView> =>
  requestJson('POST', `${ROOT}/create-checkout-session`, { body: { plan }, key });
export const changePlan = (plan: PaidPlan, key: string): Promise<BillingView> =>
  requestJson('POST', `${ROOT}/change-plan`, { body: { plan }, key });
export const cancelSubscription = (): Promise<BillingView> => requestJson('POST', `${ROOT}/cancel-subscription`);
export const reactivateSubscription = (): Promise<BillingView> =>
  requestJson('POST', `${ROOT}/reactivate-subscription`);
/** Asks Stripe at once how an order stands, before its event is here. */
export const lookAtOrder = (id: string): Promise<BillingView> =>
  requestJson('POST', `${ROOT}/orders/${encodeURIComponent(id)}/look`);
/** Stripe's page for cards, failed invoices and receipts. */
export const openPortal = (): Promise<PortalView> => requestJson('POST', `${ROOT}/portal`);
