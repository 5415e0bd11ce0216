import { z } from 'zod';
import { balanceOf } from '../money/balance.js';
import { answerDispute, EVIDENCE_FIELDS, resolveDispute } from '../money/disputes.js';
import { refund } from '../money/refunds.js';
import { invalid } from './errors.js';
import { currency, integer, listParams, mergedMetadata, metadata, named, params, text, truth } from './params.js';
import { listOf, route } from './route.js';

const evidence = z.strictObject(
  Object.fromEntries(EVIDENCE_FIELDS.map((field) => [field, z.string().max(150_000).optional()])),
);

export const moneyRoutes = [
  route('GET', 'payment_intents', listParams({ customer: text.optional() }), ({ world, params: asked }) =>
    listOf(world, 'payment_intent', 'payment_intents', asked, { where: { customer: asked.customer } }),
  ),
  route('GET', 'payment_intents/:id', params({}), ({ world, id }) =>
    named(world, 'payment_intent', id, 'payment_intent'),
  ),
  route(
    'GET',
    'charges',
    listParams({ customer: text.optional(), payment_intent: text.optional() }),
    ({ world, params: asked }) =>
      listOf(world, 'charge', 'charges', asked, {
        where: { customer: asked.customer, payment_intent: asked.payment_intent },
      }),
  ),
  route('GET', 'charges/:id', params({}), ({ world, id }) => named(world, 'charge', id, 'charge')),
  route(
    'POST',
    'refunds',
    params({
      amount: integer.optional(),
      charge: text.optional(),
      payment_intent: text.optional(),
      metadata: metadata.optional(),
      reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
    }),
    ({ world, params: given }) => {
      if (!given.charge === !given.payment_intent)
        throw invalid('One of the following params should be provided for this request: payment_intent or charge.');
      const intent = given.payment_intent
        ? named(world, 'payment_intent', given.payment_intent, 'payment_intent', 'payment_intent')
        : null;
      if (intent && intent.status !== 'succeeded')
        throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
      const id = (intent ? intent.latest_charge : given.charge) ?? '';
      return refund(world, named(world, 'charge', id, 'charge', 'charge'), {
        amount: given.amount,
        reason: given.reason,
        metadata: mergedMetadata(null, given.metadata),
      });
    },
  ),
  route(
    'GET',
    'refunds',
    listParams({ charge: text.optional(), payment_intent: text.optional() }),
    ({ world, params: asked }) =>
      listOf(world, 'refund', 'refunds', asked, {
        where: { charge: asked.charge, payment_intent: asked.payment_intent },
      }),
  ),
  route('GET', 'refunds/:id', params({}), ({ world, id }) => named(world, 'refund', id, 'refund')),
  route(
    'GET',
    'disputes',
    listParams({ charge: text.optional(), payment_intent: text.optional() }),
    ({ world, params: asked }) =>
      listOf(world, 'dispute', 'disputes', asked, {
        where: { charge: asked.charge, payment_intent: asked.payment_intent },
      }),
  ),
  route('GET', 'disputes/:id', params({}), ({ world, id }) => named(world, 'dispute', id, 'dispute')),
  route(
    'POST',
    'disputes/:id',
    params({ evidence: evidence.optional(), metadata: metadata.optional(), submit: truth.optional() }),
    ({ world, id, params: given }) => {
      const dispute = named(world, 'dispute', id, 'dispute');
      if (dispute.status === 'won' || dispute.status === 'lost') throw invalid('This dispute is already closed');
      return answerDispute(world, dispute, {
        evidence: given.evidence ?? {},
        submit: given.evidence !== undefined && (given.submit ?? true),
        metadata: mergedMetadata(dispute.metadata, given.metadata),
      });
    },
  ),
  route('POST', 'disputes/:id/close', params({}), ({ world, id }) =>
    resolveDispute(world, named(world, 'dispute', id, 'dispute'), false),
  ),
  route(
    'GET',
    'balance_transactions',
    listParams({
      currency: currency.optional(),
      payout: text.optional(),
      source: text.optional(),
      type: text.optional(),
    }),
    ({ world, params: asked }) => {
      if (asked.payout) named(world, 'payout', asked.payout, 'payout', 'payout');
      const { payout, source, type, currency: money } = asked;
      return listOf(world, 'balance_transaction', 'balance_transactions', asked, {
        where: { payout, source, type, currency: money },
      });
    },
  ),
  route('GET', 'balance_transactions/:id', params({}), ({ world, id }) =>
    named(world, 'balance_transaction', id, 'balance transaction'),
  ),
  route('GET', 'balance', params({}), ({ world }) => balanceOf(world)),
  route(
    'GET',
    'payouts',
    listParams({
      status: z.enum(['pending', 'in_transit', 'paid', 'failed', 'canceled']).optional(),
      arrival_date: integer.optional(),
    }),
    ({ world, params: asked }) =>
      listOf(world, 'payout', 'payouts', asked, {
        where: { status: asked.status },
        test: (it) => asked.arrival_date === undefined || it.arrival_date === asked.arrival_date,
      }),
  ),
  route('GET', 'payouts/:id', params({}), ({ world, id }) => named(world, 'payout', id, 'payout')),
];
