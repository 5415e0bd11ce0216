import { describe, expect, it } from '@jest/globals';
import { fingerprintOf, ownFrame } from './fingerprint.js';

const stack = (line: number, file = '/app/dist/libs/jobs/insert-job.js') =>
  `TypeError: x\n    at node:internal/x:1:1\n    at query (/app/node_modules/pg/lib/client.js:5:6)\n    at async insertJob (${file}:${line}:7)\n    at main (/app/dist/apps/api/main.js:1:1)`;
const error = (message: string, more: object = {}) => ({ name: 'TypeError', message, stack: stack(10), ...more });

describe('a fingerprint', () => {
  it('names the innermost function of ours', () => {
    expect(ownFrame(stack(10))).toBe('insertJob libs/jobs/insert-job');
    expect(ownFrame('TypeError: x\n    at node:internal/x:1:1')).toBe('');
    expect(ownFrame('Error\n    at setup (http://127.0.0.1:3000/assets/BookPage-D3k_9xQz.js:2:44)')).toBe(
      'setup assets/BookPage',
    );
  });

  it('is the same for what differs only in ids, numbers, quotes and lines', () => {
    const one = fingerprintOf(error('Job 01a207ec-d0a1-7295-86a2-f90a5edf721a of "Owls" has 3 pages'), 'api');
    const other = fingerprintOf(
      error("Job 01a207ff-0000-7295-86a2-f90a5edf0000 of 'A Fox' has 12 pages", {
        stack: stack(99, '/home/x/libs/jobs/insert-job.ts'),
      }),
      'api',
    );
    expect(other).toBe(one);
  });

  it('is another one for another kind, wording, place or source', () => {
    const all = [
      fingerprintOf(error('x is undefined'), 'api'),
      fingerprintOf(error('x is undefined'), 'worker'),
      fingerprintOf(error('x is undefined', { name: 'RangeError' }), 'api'),
      fingerprintOf(error('y is undefined'), 'api'),
      fingerprintOf(error('x is undefined', { stack: stack(1, '/app/dist/libs/jobs/limits.js') }), 'api'),
    ];
    expect(new Set(all).size).toBe(5);
  });
});
