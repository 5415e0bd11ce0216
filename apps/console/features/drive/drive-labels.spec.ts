import { describe, expect, it } from '@jest/globals';
import { CHOICES_OF, DRIVE_CONFLICTS, type DriveFileView } from '#contracts/drive.js';
import { bookText, choiceName, fileTitle, inOrder } from './drive-labels.js';

describe('Drive in words', () => {
  it('says how much of a book is in Drive', () => {
    const words = (total: number, synced: number, conflicts = 0, more: object = {}) =>
      bookText({ on: true, message: null, jobState: null, files: { total, synced, conflicts }, ...more });
    expect(words(0, 0)).toBe('Waiting for the first sync');
    expect(words(26, 26)).toBe('All 26 files in Drive');
    expect(words(26, 23, 1)).toBe('23 of 26 files in Drive, 1 needs your choice');
    expect(words(26, 20, 2)).toBe('20 of 26 files in Drive, 2 need your choice');
    expect(words(26, 26, 0, { jobState: 'running' })).toBe('26 of 26 files in Drive so far');
    expect(words(26, 26, 0, { on: false })).toBe('Not kept in Drive');
    expect(words(26, 3, 0, { message: 'Your Drive is full.' })).toBe('Your Drive is full.');
  });

  it('names each choice of a conflict, and no two alike', () => {
    for (const conflict of DRIVE_CONFLICTS) {
      const names = CHOICES_OF[conflict].map((choice) => choiceName(choice, conflict));
      expect(new Set(names).size).toBe(names.length);
      expect(names.every(Boolean)).toBe(true);
    }
  });

  it('lists files as a book is read', () => {
    const file = (kind: DriveFileView['kind'], page: number | null) => ({ kind, page }) as DriveFileView;
    const files = [file('page', 2), file('manifest', null), file('page', 10), file('page', 0), file('interior', null)];
    expect(inOrder(files).map(({ kind, page }) => page ?? kind)).toEqual(['interior', 0, 2, 10, 'manifest']);
  });

  it('calls files what an author calls them', () => {
    const title = (kind: 'page' | 'interior', page: number | null) => fileTitle({ kind, page });
    expect([title('page', 0), title('page', 7), title('interior', null)]).toEqual([
      'Cover picture',
      'Page 7',
      'Inside (PDF)',
    ]);
  });
});
