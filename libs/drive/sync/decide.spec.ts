import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DRIVE_CHOICES, DRIVE_CONFLICTS, DRIVE_FILE_KINDS } from '#contracts/drive.js';
import { decide } from './decide.js';
import type { Known, Remote, Step } from './decide.js';

const synced: Known = {
  kind: 'page',
  syncedKey: 'k1',
  syncedMd5: 'm1',
  conflict: null,
  choice: null,
  leftOut: false,
  remoteMd5: null,
};
const never: Known = { ...synced, syncedKey: null, syncedMd5: null };
const local = (key: string, more: { locked?: boolean; md5?: string } = {}) => ({
  key,
  locked: false,
  md5: null,
  ...more,
});
const there = (md5: string): Remote => ({ md5 });

describe('what a sync does with one file', () => {
  it.each<[string, ReturnType<typeof local>, Known, Remote | null, Step]>([
    ['new here', local('k1'), never, null, { do: 'upload' }],
    ['the same', local('k1'), synced, there('m1'), { do: 'nothing' }],
    ['changed here', local('k2'), synced, there('m1'), { do: 'upload' }],
    ['changed there', local('k1'), synced, there('m2'), { do: 'download', show: true }],
    [
      'changed there, locked here',
      local('k1', { locked: true }),
      synced,
      there('m2'),
      { do: 'wait', conflict: 'both-changed' },
    ],
    ['changed in both places', local('k2'), synced, there('m2'), { do: 'wait', conflict: 'both-changed' }],
    ['arrived, and nobody was left to note it', local('k2', { md5: 'm2' }), synced, there('m2'), { do: 'adopt' }],
    ['found there, unknown here', local('k1', { md5: 'm1' }), never, there('m1'), { do: 'adopt' }],
    [
      'found there and other than ours',
      local('k1', { md5: 'm1' }),
      never,
      there('m9'),
      { do: 'wait', conflict: 'both-changed' },
    ],
    ['gone there', local('k1'), synced, null, { do: 'wait', conflict: 'gone' }],
    ['gone there, wanted again', local('k1'), { ...synced, choice: 'keep-mine' }, null, { do: 'upload' }],
    [
      'ours chosen over an edit, but gone since',
      local('k1'),
      { ...synced, choice: 'keep-mine', remoteMd5: 'm2' },
      null,
      { do: 'wait', conflict: 'gone' },
    ],
    ['left out', local('k2'), { ...synced, leftOut: true }, there('m2'), { do: 'nothing' }],
    [
      'a PDF edited there',
      local('k1'),
      { ...synced, kind: 'interior' },
      there('m2'),
      { do: 'wait', conflict: 'edited' },
    ],
    ['ours chosen', local('k2'), { ...synced, choice: 'keep-mine', remoteMd5: 'm2' }, there('m2'), { do: 'upload' }],
    [
      'theirs chosen',
      local('k2'),
      { ...synced, choice: 'keep-drive', remoteMd5: 'm2' },
      there('m2'),
      { do: 'download', show: true },
    ],
    [
      'ours chosen, but edited once more',
      local('k2'),
      { ...synced, choice: 'keep-mine', remoteMd5: 'm2' },
      there('m3'),
      { do: 'wait', conflict: 'both-changed' },
    ],
    [
      'still no picture',
      local('k1'),
      { ...synced, conflict: 'unreadable', remoteMd5: 'm2' },
      there('m2'),
      { do: 'wait', conflict: 'unreadable' },
    ],
    [
      'refused',
      local('k2'),
      { ...synced, conflict: 'refused', remoteMd5: 'm1' },
      there('m1'),
      { do: 'wait', conflict: 'refused' },
    ],
    [
      'refused as a new file',
      local('k1'),
      { ...never, conflict: 'refused' },
      null,
      { do: 'wait', conflict: 'refused' },
    ],
    [
      'refused, to be tried again',
      local('k2'),
      { ...synced, conflict: 'refused', choice: 'keep-mine', remoteMd5: 'm1' },
      there('m1'),
      { do: 'upload' },
    ],
    [
      'refused, and deleted there since',
      local('k2'),
      { ...synced, conflict: 'refused', remoteMd5: 'm1' },
      null,
      { do: 'wait', conflict: 'gone' },
    ],
    [
      'a picture after all',
      local('k1'),
      { ...synced, conflict: 'unreadable', remoteMd5: 'm2' },
      there('m3'),
      { do: 'download', show: true },
    ],
  ])('%s', (_name, ours, known, remote, step) => {
    expect(decide(ours, known, remote)).toEqual(step);
  });

  it('never writes over what was changed in Drive unless its author chose so for just that content', () => {
    const word = fc.constantFrom('m1', 'm2', 'm3');
    const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
    const known = fc.record<Known>({
      kind: fc.constantFrom(...DRIVE_FILE_KINDS),
      syncedKey: orNull(fc.constantFrom('k1', 'k2')),
      syncedMd5: orNull(word),
      conflict: orNull(fc.constantFrom(...DRIVE_CONFLICTS)),
      choice: orNull(fc.constantFrom(...DRIVE_CHOICES)),
      leftOut: fc.boolean(),
      remoteMd5: orNull(word),
    });
    const ours = fc.record({ key: fc.constantFrom('k1', 'k2'), locked: fc.boolean(), md5: orNull(word) });
    fc.assert(
      fc.property(ours, known, word, (file, row, md5) => {
        const step = decide(file, row, { md5 });
        const isTheirs = md5 !== row.syncedMd5 && md5 !== file.md5;
        const mayWrite = !isTheirs || (row.choice === 'keep-mine' && row.remoteMd5 === md5);
        if (step.do === 'upload') expect(mayWrite).toBe(true);
        if (step.do === 'download' && step.show)
          expect((row.syncedKey === file.key && !file.locked) || row.choice === 'keep-drive').toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
