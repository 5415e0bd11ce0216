import { describe, expect, it } from '@jest/globals';
import { DISCREPANCY_LABELS, ITEM_LABELS, PAYMENT_LABELS } from '#contracts/finance-labels.js';
import { plainText } from './code-text.js';
import exceptions from './exceptions/messages.en.json' with { type: 'json' };
import finance from './messages.en.json' with { type: 'json' };
import payments from './payments/messages.en.json' with { type: 'json' };
import { disputeReason, entryName, jobState } from './payments/payment-codes.js';
import runs from './runs/messages.en.json' with { type: 'json' };

/** Messages of a group, by what stands behind its name. */
const group = (catalog: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(catalog)
      .filter(([key]) => key.startsWith(`${name}.`))
      .map(([key, text]) => [key.slice(name.length + 1), text]),
  );

describe('the texts of finance', () => {
  it('are in English those of the files that the API makes', () => {
    const labels = Object.entries(DISCREPANCY_LABELS).flatMap(([type, { name, hint }]) => [
      [`${type}.name`, name],
      [`${type}.hint`, hint],
    ]);
    expect(group(finance, 'discrepancy')).toEqual(Object.fromEntries(labels));
    expect(group(finance, 'exceptionState')).toEqual(ITEM_LABELS);
    expect(group(finance, 'paymentState')).toEqual(PAYMENT_LABELS);
  });

  it.each([
    ['subject', exceptions],
    ['fetched', runs],
    ['entry', payments],
    ['payoutState', payments],
    ['refundState', payments],
    ['disputeState', payments],
    ['disputeReason', payments],
    ['eventState', payments],
    ['jobState', payments],
  ])('are in English the codes themselves: %s', (name, catalog) => {
    const texts = Object.entries(group(catalog, name));
    expect(texts).not.toEqual([]);
    for (const [code, text] of texts) expect(text.toLowerCase()).toBe(plainText(code));
  });

  it('have a code that no catalog has as it is written', () => {
    expect([entryName('dispute-lost'), entryName('obligation_outbound')]).toEqual([
      'Dispute lost',
      'Obligation outbound',
    ]);
    expect([disputeReason('not_yet_known'), jobState('completed-with-skips')]).toEqual([
      'not yet known',
      'completed with skips',
    ]);
  });
});
