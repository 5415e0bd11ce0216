import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { PermanentFailure } from '#failures/failure.js';
import { applyStoredEvent } from '#billing/event-inbox.js';
import type { RefreshContext } from '#billing/refresh-from-stripe/refresh-context.js';
import { giveRefund } from '#billing/refunds.js';
import { startEngines } from '../support/stack.js';
import type { Engines } from '../support/stack.js';

/** A worker stands still while it asks Stripe; another one has done its work and written it down when it goes on. */
describe('a worker that wakes after its payment work was done by another', () => {
  let engines: Engines;
  let db: Database;

  beforeAll(async () => {
    engines = await startEngines({ temporal: false });
    db = openDatabase({ url: await engines.newDatabase(), pool: 4, name: 'late-payments' });
  });
  afterAll(async () => {
    await db?.$disconnect();
    await engines?.stop();
  });

  /** Asked for anything, Stripe answers after `meanwhile`, and refuses. */
  const refusing = (meanwhile: () => Promise<unknown>): RefreshContext => {
    const refuse = async (): Promise<never> => {
      await meanwhile();
      throw new PermanentFailure('stripe-refused', 'It is charged back.');
    };
    const resource = { list: refuse, create: refuse, retrieve: refuse };
    const stripe = { charges: resource, refunds: resource } as unknown as Stripe;
    return { db, stripe, publish: () => Promise.resolve() };
  };

  it('leaves an event applied that it finds refused', async () => {
    const id = `evt_${newId()}`;
    const payload = { id, type: 'charge.updated', data: { object: { id: 'ch_late', object: 'charge' } } };
    await db.stripeEvent.create({
      data: { id, type: 'charge.updated', objectId: 'ch_late', payload, source: 'webhook', createdAt: new Date() },
    });
    const done = { state: 'applied', appliedAt: new Date('2026-03-01T00:00:00Z') };
    await applyStoredEvent(
      refusing(() => db.stripeEvent.update({ where: { id }, data: done })),
      id,
    );
    expect(await db.stripeEvent.findUnique({ where: { id } })).toMatchObject({ ...done, message: null });
  });

  it('leaves a refund given that it finds refused', async () => {
    const id = newId();
    const asked = { paymentId: 'ch_late', amount: 500n, currency: 'usd', reason: 'asked', endPlan: false };
    await db.refundRequest.create({ data: { id, ...asked, actorId: newId() } });
    const done = { state: 'succeeded', refundId: 're_1', endedAt: new Date('2026-03-01T00:00:00Z') };
    await giveRefund(
      refusing(() => db.refundRequest.update({ where: { id }, data: done })),
      id,
    );
    expect(await db.refundRequest.findUnique({ where: { id } })).toMatchObject({ ...done, message: null });
  });
});
