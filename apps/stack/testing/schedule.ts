/** Something that runs for a while and needs a part of the machine. */
export interface Job {
  name: string;
  /** Its time when the machine is idle. The longest starts first, so that the end is not one long job alone. */
  seconds: number;
  /** Cores that it keeps busy on average. One that mostly waits has a small share. */
  cores: number;
  run(): Promise<unknown>;
}

/**
 * Runs the jobs, as many at once as have room on `cores`: the longest of those that fit starts next. One that needs more than
 * there is runs as soon as nothing else does. Rejects with the first error, after which no job is started.
 */
export async function runJobs(jobs: Job[], cores: number): Promise<void> {
  const waiting = [...jobs].sort((a, b) => b.seconds - a.seconds);
  const running = new Set<Promise<void>>();
  let free = cores;
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex((job) => job.cores <= free || running.size === 0);
    if (next < 0) {
      await Promise.race(running);
      continue;
    }
    const [job] = waiting.splice(next, 1);
    if (!job) continue;
    free -= job.cores;
    const run: Promise<void> = job.run().then(() => {
      free += job.cores;
      running.delete(run);
    });
    running.add(run);
  }
}
