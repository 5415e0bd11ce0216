import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { runJobs, type Job } from './schedule.js';

/** Jobs that end in the order of their seconds, and a log of what ran beside what. */
function observed(...jobs: [name: string, seconds: number, cores: number][]): { jobs: Job[]; log: string[] } {
  const log: string[] = [];
  const running = new Set<string>();
  const run = async (name: string, seconds: number): Promise<void> => {
    running.add(name);
    log.push([...running].join('+'));
    for (let passed = 0; passed < seconds; passed += 1) await turn();
    running.delete(name);
  };
  return { log, jobs: jobs.map(([name, seconds, cores]) => ({ name, seconds, cores, run: () => run(name, seconds) })) };
}

describe('the schedule', () => {
  it('starts the longest first, and fills the rest of the machine with what fits', async () => {
    const { jobs, log } = observed(['short', 2, 1], ['long', 9, 1], ['sleepy', 5, 0.2], ['middle', 7, 1]);
    await runJobs(jobs, 2.2);
    expect(log).toEqual(['long', 'long+middle', 'long+middle+sleepy', 'long+short']);
  });

  it('runs what needs more than the machine has alone', async () => {
    const { jobs, log } = observed(['wide', 5, 4], ['a', 3, 1], ['b', 3, 1]);
    await runJobs(jobs, 2);
    expect(log).toEqual(['wide', 'a', 'a+b']);
  });

  it('starts nothing after an error', async () => {
    const { jobs, log } = observed(['later', 1, 2]);
    const broken: Job = { name: 'broken', seconds: 5, cores: 2, run: () => Promise.reject(new Error('broken')) };
    await expect(runJobs([broken, ...jobs], 2)).rejects.toThrow('broken');
    expect(log).toEqual([]);
  });
});
