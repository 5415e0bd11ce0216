import { describe, expect, it } from '@jest/globals';
import { changesText as contractText, FILE_CHANGES } from '#contracts/files.js';
import { changesText } from './file-changes.js';

describe('why files are older than their book', () => {
  it.each([...FILE_CHANGES.map((change) => [change]), FILE_CHANGES.slice(0, 2), [...FILE_CHANGES]])(
    'is said as in reports (%#)',
    (...changed) => expect(changesText(changed)).toBe(contractText(changed)),
  );
});
