import { describe, expect, it } from '@jest/globals';
import { JOB_STATES } from '#contracts/jobs.js';
import { isTerminal, mayMove, statesBefore } from './job-states.js';

describe('job states', () => {
  it('end in four ways and never leave an end', () => {
    const ends = JOB_STATES.filter(isTerminal);
    expect(ends).toEqual(['completed', 'completed-with-skips', 'failed', 'canceled']);
    for (const end of ends) for (const state of JOB_STATES) expect(mayMove(end, state)).toBe(false);
  });

  it('let every unfinished job be canceled and fail', () => {
    for (const state of JOB_STATES.filter((each) => !isTerminal(each))) {
      expect(mayMove(state, 'canceled')).toBe(true);
      expect(mayMove(state, 'failed')).toBe(true);
    }
  });

  it('refuse what makes no sense', () => {
    expect(mayMove('queued', 'completed')).toBe(false);
    expect(mayMove('running', 'queued')).toBe(false);
    expect(mayMove('paused', 'completed')).toBe(false);
    expect(statesBefore('paused')).toEqual(['running', 'needs-attention']);
  });

  it('can reach every state from queued', () => {
    const reached = new Set(['queued']);
    for (let before = 0; before !== reached.size;) {
      before = reached.size;
      for (const to of JOB_STATES) if (statesBefore(to).some((from) => reached.has(from))) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...JOB_STATES].sort());
  });
});
