import { describe, expect, it } from '@jest/globals';
import type { PaymentTrace, RefundView } from '#contracts/finance.js';
import { refundMoves } from '../finance-labels.js';

const trace = (refundPending: boolean, ...states: RefundView['state'][]) =>
  ({ payment: { refundPending }, requests: states.map((state) => ({ state })) }) as unknown as PaymentTrace;

describe('a payment is read again', () => {
  it.each([
    ['while its refund is asked for', trace(false, 'requested'), true],
    ['while Stripe has it pending', trace(true, 'pending'), true],
    ['while one is pending that nobody here asked for', trace(true), true],
    ['while the second one is under way', trace(false, 'succeeded', 'pending'), true],
    ['not after it has succeeded', trace(false, 'succeeded'), false],
    ['not after it has failed', trace(false, 'failed'), false],
    ['not where nothing goes back', trace(false), false],
  ])('%s', (_when, of, moves) => expect(refundMoves(of)).toBe(moves));
});
