import { dataOf } from '#client/api-client.js';
import type { BillingView, CheckoutView, PlanList, PortalView } from '#contracts/payments.js';
import type { PaidPlan } from '#contracts/plans.js';
import { api, byId, withKey } from '../../api/session/request.js';

export const getPlans = (): Promise<PlanList> => dataOf(api.GET('/api/payments/plans'));
export const getBilling = (): Promise<BillingView> => dataOf(api.GET('/api/payments/subscription'));
/** Where to pay, on Stripe's own page. */
export const startCheckout = (plan: PaidPlan, key: string): Promise<CheckoutView> =>
  dataOf(api.POST('/api/payments/create-checkout-session', { body: { plan }, params: withKey(key) }));
export const changePlan = (plan: PaidPlan, key: string): Promise<BillingView> =>
  dataOf(api.POST('/api/payments/change-plan', { body: { plan }, params: withKey(key) }));
export const cancelSubscription = (): Promise<BillingView> => dataOf(api.POST('/api/payments/cancel-subscription'));
export const reactivateSubscription = (): Promise<BillingView> =>
  dataOf(api.POST('/api/payments/reactivate-subscription'));
/** Asks Stripe at once how an order stands, before its event is here. */
export const fetchOrder = (id: string): Promise<BillingView> =>
  dataOf(api.POST('/api/payments/orders/{id}/look', { params: byId(id) }));
/** Stripe's page for cards, failed invoices and receipts. */
export const openPortal = (): Promise<PortalView> => dataOf(api.POST('/api/payments/portal'));
