import { describe, expect, it } from '@jest/globals';
import { withoutPerson } from './without-person.js';

describe('an event without the person', () => {
  it('keeps the ids to refresh, and no personal data', () => {
    const event = {
      id: 'evt_1',
      type: 'charge.refunded',
      data: {
        object: {
          id: 'ch_1',
          customer: 'cus_1',
          amount: 900,
          billing_details: { name: 'Mia Muster', email: 'mia@example.com', address: { line1: 'Ring 1' } },
          receipt_email: 'mia@example.com',
          metadata: { userId: '018f3f6e-0000-7000-8000-000000000001' },
          refunds: { data: [{ id: 're_1', charge: 'ch_1', description: 'for Mia' }] },
        },
        previous_attributes: { email: 'old@example.com' },
      },
    };
    expect(withoutPerson(event)).toEqual({
      id: 'evt_1',
      type: 'charge.refunded',
      data: {
        object: { id: 'ch_1', customer: 'cus_1', amount: 900, refunds: { data: [{ id: 're_1', charge: 'ch_1' }] } },
      },
    });
  });
});
