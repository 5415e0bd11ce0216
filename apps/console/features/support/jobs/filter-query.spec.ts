import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JOB_KINDS, JOB_STATES } from '#contracts/jobs.js';
import type { JobFilter } from '#contracts/support.js';
import { changed, filterOf, filterText, isEmptyFilter, queryOf, sameFilter } from './filter-query.js';

const word = fc.stringMatching(/^[a-z0-9@.-]{1,20}$/);
const anyFilter = fc.record(
  {
    state: fc.uniqueArray(fc.constantFrom(...JOB_STATES), { minLength: 1, maxLength: 4 }),
    kind: fc.uniqueArray(fc.constantFrom(...JOB_KINDS), { minLength: 1 }),
    owner: word,
    code: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
    fingerprint: word,
    from: fc.constant('2026-05-01T08:00:00.000Z'),
    text: word,
    ids: fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 100 }),
  },
  { requiredKeys: [] },
);

describe('the job filter in the address', () => {
  it('comes back as it was put in', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const query = queryOf(filter as JobFilter) as Record<string, string>;
        expect(filterOf(query)).toEqual(filter);
      }),
    );
  });

  it('leaves out what nobody can filter by, and keeps the rest', () => {
    expect(filterOf({ state: 'failed,nonsense', owner: 'ada', page: '7', from: 'yesterday' })).toEqual({
      owner: 'ada',
    });
    expect(filterOf({ state: ['failed', 'paused'] })).toEqual({ state: ['failed', 'paused'] });
    expect(filterOf({ text: '', owner: null })).toEqual({});
  });

  it('gives one address for one filter, whatever the order', () => {
    expect(sameFilter({ text: 'a', owner: 'b' }, { owner: 'b', text: 'a' })).toBe(true);
    expect(sameFilter({ text: 'a' }, { text: 'b' })).toBe(false);
  });

  it('loses a field that is emptied', () => {
    expect(changed({ text: 'fox', owner: 'ada' }, 'text', '')).toEqual({ owner: 'ada' });
    expect(changed({ state: ['failed'] }, 'state', [])).toEqual({});
    expect(isEmptyFilter(changed({ text: 'fox' }, 'text', undefined))).toBe(true);
    expect(changed({}, 'kind', ['export-book'])).toEqual({ kind: ['export-book'] });
  });

  it('is told in words', () => {
    expect(filterText({ state: ['failed', 'paused'], owner: 'ada' })).toBe('failed or paused, author “ada”');
    expect(filterText({})).toBe('all jobs');
  });
});
