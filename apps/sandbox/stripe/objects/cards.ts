import type Stripe from 'stripe';
import { newId } from '../core/ids.js';
import type { Flat, PaymentMethod } from '../core/kinds.js';
import type { World } from '../core/world.js';

/** A refusal of the card's bank: https://docs.stripe.com/declines/codes */
export interface Decline {
  code: string;
  declineCode: string;
  message: string;
}

export interface TestCard {
  number: string;
  name: string;
  brand: 'visa' | 'mastercard';
  /** When it refuses: at every payment, or only at those without the person (renewals). */
  refuses?: 'always' | 'off_session';
  decline?: Decline;
  /** Asks for 3-D Secure when a person pays with it. */
  challenges?: boolean;
}

const GENERIC: Decline = { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' };

/** A refund to it begins as pending: https://docs.stripe.com/testing#refunds */
export const ASYNC_REFUND_CARD = '4000000000007726';

/**
 * Stripe's test cards that the sandbox knows (https://docs.stripe.com/testing). One differs from the real thing:
 * …0341 pays the first time, while a person is there, and declines from then on; Stripe's declines at once.
 */
export const TEST_CARDS: readonly TestCard[] = [
  { number: '4242424242424242', name: 'Visa that pays', brand: 'visa' },
  { number: '4000000000000002', name: 'Visa that is declined', brand: 'visa', refuses: 'always', decline: GENERIC },
  { number: '4000002500003155', name: 'Visa that asks for 3-D Secure', brand: 'visa', challenges: true },
  {
    number: '4000000000000341',
    name: 'Visa that pays now and is declined at renewals',
    brand: 'visa',
    refuses: 'off_session',
    decline: GENERIC,
  },
  {
    number: '4000000000009995',
    name: 'Visa without enough money',
    brand: 'visa',
    refuses: 'always',
    decline: {
      code: 'card_declined',
      declineCode: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
    },
  },
  { number: ASYNC_REFUND_CARD, name: 'Visa whose refunds take time', brand: 'visa' },
  { number: '5555555555554444', name: 'Mastercard that pays', brand: 'mastercard' },
];

/** The card with this number, however it was typed. */
export const findCard = (typed: string): TestCard | undefined =>
  TEST_CARDS.find(({ number }) => number === typed.replace(/\D/g, ''));

/** Cards in the words of the admin: their numbers, or Stripe's names of payment methods such as `pm_card_visa`. */
export const NAMED_CARDS: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_pendingRefund: ASYNC_REFUND_CARD,
  pm_card_chargeDeclined: '4000000000000002',
  pm_card_chargeCustomerFail: '4000000000000341',
  pm_card_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_authenticationRequiredOnSetup: '4000002500003155',
};

export const cardOf = (method: PaymentMethod): TestCard => {
  const card = findCard(method._?.number ?? '');
  if (!card) throw new Error(`Payment method ${method.id} has no test card.`);
  return card;
};

const EXPIRES = { exp_month: 12, exp_year: 2034 };

/** Keeps a card on file; the customer pays with it from now on. */
export function attachCard(world: World, card: TestCard, customer: string, email: string | null): PaymentMethod {
  const method = world.put('payment_method', {
    id: newId('pm_'),
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: { ...NO_BILLING, email },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand,
      ...EXPIRES,
      fingerprint: `fp${card.number.slice(-8)}`,
      funding: 'credit',
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: world.now(),
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
    _: { number: card.number },
  });
  world.emit('payment_method.attached', method);
  return method;
}

export const NO_BILLING = { address: null, email: null, name: null, phone: null, tax_id: null };

const detailsMade = new Map<string, Flat<Stripe.Charge.PaymentMethodDetails>>();

/** `payment_method_details` of a charge; all charges of one card share them, for there may be very many. */
export function chargeDetails(card: TestCard, authenticated: boolean): Flat<Stripe.Charge.PaymentMethodDetails> {
  const key = `${card.number} ${authenticated}`;
  const details = detailsMade.get(key) ?? newChargeDetails(card, authenticated);
  detailsMade.set(key, details);
  return details;
}

const newChargeDetails = (card: TestCard, authenticated: boolean): Flat<Stripe.Charge.PaymentMethodDetails> => ({
  card: {
    amount_authorized: null,
    authorization_code: null,
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    electronic_commerce_indicator: null,
    ...EXPIRES,
    extended_authorization: { status: 'disabled' },
    fingerprint: `fp${card.number.slice(-8)}`,
    funding: 'credit',
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.number.slice(-4),
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: 0, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: authenticated
      ? {
          authentication_flow: 'challenge',
          electronic_commerce_indicator: '05',
          exemption_indicator: null,
          result: 'authenticated',
          result_reason: null,
          transaction_id: null,
          version: '2.2.0',
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  },
  type: 'card',
});
