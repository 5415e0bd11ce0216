import type { RefundPaymentInput } from '#contracts/work.js';
import { payments } from './capabilities.js';

/** Has Stripe give money back, once; the workflow's id is the request's. */
export async function refundPayment({ requestId }: RefundPaymentInput): Promise<void> {
  await payments.giveRefund({ requestId });
}
