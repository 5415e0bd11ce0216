import type { JobState } from '#contracts/jobs.js';

/** Words for staff: shorter than those for authors, and about a job, not about “you”. */
export const DESK_STATES: Record<JobState, { name: string; tone: '' | 'good' | 'warn' | 'bad' | 'work' }> = {
  'needs-attention': { name: 'Needs attention', tone: 'warn' },
  failed: { name: 'Failed', tone: 'bad' },
  running: { name: 'Running', tone: 'work' },
  queued: { name: 'Queued', tone: '' },
  paused: { name: 'Paused', tone: 'warn' },
  completed: { name: 'Completed', tone: 'good' },
  'completed-with-skips': { name: 'With skips', tone: 'good' },
  canceled: { name: 'Canceled', tone: '' },
};
