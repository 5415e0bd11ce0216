import type Stripe from 'stripe';

/** An object as it lies in the store: where Stripe may expand, at any depth, only the id stands. */
export type Flat<T> = string extends T
  ? Exclude<T, { id: string; object: string }>
  : T extends Stripe.Decimal
    ? T
    : T extends (infer Item)[]
      ? Flat<Item>[]
      : T extends object
        ? { [K in keyof T]: Flat<T[K]> }
        : T;

/** What only the sandbox knows of an object; never shown over the wire. */
interface Hidden<H> {
  _?: H;
}

/** A card payment that a checkout page has under way. */
export interface CheckoutAttempt {
  paymentIntent?: string;
  /** Number and email that wait for 3-D Secure. */
  challenged?: { number: string; email: string };
  message?: string;
}

export type Customer = Omit<Flat<Stripe.Customer>, 'deleted'> & { deleted?: true };
export type Product = Flat<Stripe.Product>;
export type Price = Flat<Stripe.Price>;
export type PaymentMethod = Flat<Stripe.PaymentMethod> & Hidden<{ number: string }>;
export type CheckoutSession = Flat<Stripe.Checkout.Session> &
  Hidden<{
    attempt: CheckoutAttempt;
    items: { id: string; price: string; quantity: number }[];
    subscription: { metadata: Record<string, string>; description: string | null };
  }>;
export type Subscription = Flat<Stripe.Subscription> & Hidden<{ pending: PendingLine[] }>;
export type Invoice = Flat<Stripe.Invoice> & Hidden<{ failures: number }>;
export type InvoicePayment = Flat<Stripe.InvoicePayment>;
export type PaymentIntent = Flat<Stripe.PaymentIntent>;
export type Charge = Flat<Stripe.Charge>;
export type Refund = Flat<Stripe.Refund>;
export type Dispute = Flat<Stripe.Dispute>;
export type BalanceTransaction = Flat<Stripe.BalanceTransaction> & Hidden<{ payout: string }>;
export type Payout = Flat<Stripe.Payout> & Hidden<{ step: PayoutStep; at: number }>;
export type PayoutStep = 'send' | 'arrive' | 'reconcile' | 'over';
export type PortalSession = Flat<Stripe.BillingPortal.Session>;
export type WebhookEndpoint = Flat<Stripe.WebhookEndpoint> & Hidden<{ secret: string; configured: boolean }>;

/** A line of money that waits for the next invoice of its subscription. */
export interface PendingLine {
  amount: number;
  description: string;
  price: Price;
  quantity: number;
  start: number;
  end: number;
  proration: boolean;
}

export interface StoredEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: unknown; previous_attributes?: Record<string, unknown> };
  livemode: false;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}

/** One event on its way to one endpoint. Times are the sandbox's, in ms. */
export interface Delivery {
  id: string;
  created: number;
  event: string;
  endpoint: string;
  state: 'pending' | 'delivered' | 'failed' | 'dropped';
  attempts: number;
  /** How often it is sent in all; more than once under the fault `duplicate`. */
  copies: number;
  nextAt: number;
  firstAt: number | null;
  lastStatus: number | null;
}

/** An answer kept under an idempotency key. */
export interface StoredAnswer {
  id: string;
  created: number;
  digest: string;
  status: number;
  body: string;
  requestId: string;
}

/** What the account is settled in, and the rates by which other currencies are converted. */
export interface Settlement {
  id: 'settlement';
  created: number;
  currency: string;
  /** By presentment currency: minor units of the settlement currency for one of its own. */
  rates: Record<string, number>;
}

/** Settings of the sandbox itself, such as the offset of its clock. */
export interface Note {
  id: string;
  created: number;
  value: number;
}

export interface Kinds {
  customer: Customer;
  product: Product;
  price: Price;
  payment_method: PaymentMethod;
  session: CheckoutSession;
  portal: PortalSession;
  subscription: Subscription;
  invoice: Invoice;
  invoice_payment: InvoicePayment;
  payment_intent: PaymentIntent;
  charge: Charge;
  refund: Refund;
  dispute: Dispute;
  balance_transaction: BalanceTransaction;
  payout: Payout;
  webhook_endpoint: WebhookEndpoint;
  event: StoredEvent;
  delivery: Delivery;
  kept_answer: StoredAnswer;
  note: Note;
  settlement: Settlement;
}
export type Kind = keyof Kinds;
