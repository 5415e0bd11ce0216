import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { effectScope, nextTick, ref } from 'vue';
import type { JobFilter } from '#contracts/support.js';
import { TYPING_MS, typedFilter } from './typed-filter.js';

describe('what is typed into the filter of jobs', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  async function typing(type: (filter: { value: JobFilter }, typed: ReturnType<typeof typedFilter>) => void) {
    const scope = effectScope();
    const filter = ref<JobFilter>({ state: ['running'] });
    const typed = scope.run(() => typedFilter(filter))!;
    typed.owner.value = 'ada';
    await nextTick();
    jest.advanceTimersByTime(TYPING_MS - 100);
    type(filter, typed);
    await nextTick();
    jest.advanceTimersByTime(TYPING_MS);
    await nextTick();
    scope.stop();
    return { filter: filter.value, owner: typed.owner.value };
  }

  it.each([
    [
      'stays when a tab is clicked before the pause is over',
      { state: ['failed'] },
      'ada',
      { state: ['failed'], owner: 'ada' },
    ],
    ['stays when all tabs are left', {}, 'ada', { owner: 'ada' }],
    ['gives way to an author from elsewhere', { owner: 'mia' }, 'mia', { owner: 'mia' }],
  ] as [string, JobFilter, string, JobFilter][])('%s', async (_words, elsewhere, owner, due) => {
    expect(await typing((filter) => (filter.value = elsewhere))).toEqual({ filter: due, owner });
  });

  it('goes when the filter is cleared', async () => {
    expect(await typing((_filter, typed) => typed.clear())).toEqual({ filter: {}, owner: '' });
  });
});
