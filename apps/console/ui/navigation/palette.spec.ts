import { describe, expect, it } from '@jest/globals';
import { type Command, grouped, matching } from './palette.js';

const command = (name: string, group: string, hint = ''): Command => ({
  id: name,
  name,
  hint,
  group,
  icon: 'list',
  run: () => undefined,
});
const all = [
  command('Failures', 'Go to'),
  command('Retry', 'This job', 'Otto’s déjà vu'),
  command('Skip pages', 'This job', 'Retry of nothing'),
];

describe('the command palette', () => {
  it('shows everything before anything is typed', () => {
    expect(matching(all, ' ')).toEqual(all);
  });

  it('finds all words in name, hint or group, without accents and quotes', () => {
    expect(matching(all, "otto's").map(({ name }) => name)).toEqual(['Retry']);
    expect(matching(all, 'job deja').map(({ name }) => name)).toEqual(['Retry']);
    expect(matching(all, 'nowhere')).toEqual([]);
  });

  it('puts names that begin so first', () => {
    expect(matching([all[2]!, all[1]!], 'retry').map(({ name }) => name)).toEqual(['Retry', 'Skip pages']);
  });

  it('keeps groups together', () => {
    expect(grouped(all).map(([group, { length }]) => [group, length])).toEqual([
      ['Go to', 1],
      ['This job', 2],
    ]);
  });
});
