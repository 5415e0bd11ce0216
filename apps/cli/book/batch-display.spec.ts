import { describe, expect, it } from '@jest/globals';
import type { BatchView } from '#contracts/batches.js';
import { Terminal } from '../../stack/home/terminal.js';
import { BatchDisplay, batchLine } from './batch-display.js';

const batch = (completed: number, failed = 0, more: Partial<BatchView> = {}): BatchView =>
  ({ state: 'running', counts: { total: 200, completed, failed, running: 10 }, eta: null, ...more }) as BatchView;

describe('the progress of a batch', () => {
  it('has a bar, the number of finished books and the remaining time', () => {
    const eta = { lowSeconds: 30, highSeconds: 40 };
    expect(batchLine(batch(100, 0, { eta }), 20)).toBe(
      `${'█'.repeat(10)}▓${'░'.repeat(9)}  100/200 books  30–40 s left`,
    );
    expect(batchLine(batch(100, 0, { state: 'packing', eta }), 20)).toMatch(/packing the archive$/);
  });

  it('shows every failure, and is never longer than its width', () => {
    expect(batchLine(batch(0, 1), 20)).toMatch(/^×.*0\/200 books, 1 failed$/);
    for (let completed = 0; completed <= 189; completed += 1)
      expect([...(batchLine(batch(completed, 1), 20).split('  ')[0] ?? '')]).toHaveLength(20);
  });

  it('prints a line for each 10 % without a terminal', () => {
    const lines: string[] = [];
    const display = new BatchDisplay(new Terminal({ write: (text: string) => lines.push(text) }));
    for (let completed = 0; completed <= 200; completed += 1) display.show(batch(completed));
    expect(lines).toHaveLength(11);
  });
});
