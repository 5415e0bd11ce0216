import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DISCREPANCY_TYPES, EXCEPTION_STATES, type ExceptionFilter } from '#contracts/finance.js';
import { itemAddress, itemsQuery, itemsShown, paymentAddress, searchOf, withField } from './address-filter.js';

const ID = '0198c0de-0000-7000-8000-000000000001';
const anyFilter = fc.record(
  {
    state: fc.constantFrom(...EXCEPTION_STATES, 'unresolved' as const),
    type: fc.constantFrom(...DISCREPANCY_TYPES),
    ownerId: fc.constantFrom('nobody', ID),
    overdue: fc.constant(true),
    runId: fc.constant(ID),
    month: fc.constant('2026-11'),
    text: fc.stringMatching(/^[a-z0-9@.-]{1,20}$/),
  },
  { requiredKeys: [] },
);

describe('a finance filter in the address', () => {
  it('comes back as it was put in', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const query = itemAddress.queryOf(filter as ExceptionFilter) as Record<string, string>;
        expect(itemAddress.filterOf(query)).toEqual(filter);
      }),
    );
  });

  it('leaves out what nobody can filter by, and keeps the rest', () => {
    expect(
      itemAddress.filterOf({ state: 'nonsense', month: '2026-13', ownerId: 'me', text: ' ch_1 ', page: '7' }),
    ).toEqual({ text: 'ch_1' });
    expect(paymentAddress.filterOf({ state: 'refunded', cursor: 'x', limit: '7', month: '2026-11' })).toEqual({
      state: 'refunded',
      month: '2026-11',
    });
    expect(itemAddress.filterOf({ text: '', type: null, state: ['open', 'cleared'] })).toEqual({ state: 'open' });
  });

  it('means what is unresolved unless it says otherwise', () => {
    for (const filter of [
      { state: 'unresolved' },
      {},
      { state: 'open', text: 'a' },
      { text: 'a' },
    ] as ExceptionFilter[])
      expect(itemsShown(itemsQuery(filter) as Record<string, string>)).toEqual(filter);
    expect(itemsQuery({ state: 'unresolved', text: 'a' })).toEqual({ text: 'a' });
    expect(itemsShown({ state: 'nonsense' })).toEqual({ state: 'unresolved' });
  });

  it('loses a field that is emptied', () => {
    expect(withField<ExceptionFilter, 'text'>({ text: 'x', state: 'open' }, 'text', '')).toEqual({ state: 'open' });
    expect(withField<ExceptionFilter, 'overdue'>({ overdue: true }, 'overdue', false)).toEqual({});
    expect(withField<ExceptionFilter, 'month'>({}, 'month', '2026-11')).toEqual({ month: '2026-11' });
  });

  it('goes along to a file', () => {
    expect(searchOf(itemAddress.queryOf({ text: 'a&b', state: 'open' }))).toBe('?state=open&text=a%26b');
    expect(searchOf({})).toBe('');
  });
});
