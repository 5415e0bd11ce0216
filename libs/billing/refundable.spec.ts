import { describe, expect, it } from '@jest/globals';
import { refundable } from './refundable.js';

const payment = { id: 'ch_1', state: 'succeeded', amount: 1_900n, refunded: 0n, disputed: false };

describe('what can be refunded of a payment', () => {
  it.each([
    ['all of it', {}, 0n, [], 1_900n, null],
    ['what was not given back yet', { refunded: 500n }, 0n, [], 1_400n, null],
    ['nothing of what is on its way', { refunded: 500n }, 1_400n, [], 0n, 'refunded-already'],
    ['nothing of a refunded one', { refunded: 1_900n }, 0n, [], 0n, 'refunded-already'],
    ['nothing of a failed one', { state: 'failed' }, 0n, [], 0n, 'not-paid'],
    ['nothing of a pending one', { state: 'pending' }, 0n, [], 0n, 'not-paid'],
    ['nothing that is disputed', { disputed: true }, 0n, ['needs_response'], 1_900n, 'disputed'],
    ['nothing that a bank looks at', { disputed: true }, 0n, ['under_review'], 1_900n, 'disputed'],
    ['nothing that was lost', { disputed: true }, 0n, ['lost'], 1_900n, 'disputed'],
    ['nothing of a dispute that is not known here', { disputed: true }, 0n, [], 1_900n, 'disputed'],
    ['what was won', { disputed: true }, 0n, ['won'], 1_900n, null],
    ['what a bank only asks about', { disputed: true }, 0n, ['warning_needs_response'], 1_900n, null],
    [
      'nothing that was won and is disputed again',
      { disputed: true },
      0n,
      ['won', 'needs_response'],
      1_900n,
      'disputed',
    ],
  ] as const)('is %s', (_what, change, underWay, disputes, left, why) =>
    expect(refundable({ ...payment, ...change }, underWay, [...disputes])).toEqual({ left, why }),
  );
});
