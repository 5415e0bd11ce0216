/** One thing that somebody asked the platform to make, under one Idempotency-Key, however often it was sent. */
export interface Made {
  route: 'books' | 'jobs' | 'batches' | 'checkouts';
  author: string;
  key: string;
  /** Every id that an answer of success named; more than one is a broken promise. */
  ids: Set<string>;
  sent: number;
}

/** What one watcher of a job's events was told, across all its connections. */
export interface Watched {
  jobId: string;
  seqs: number[];
  /** It saw the job's end; what it saw must then be all. */
  complete: boolean;
}

export interface Violation {
  law: string;
  words: string;
}

/** Everything that the platform acknowledged, written down on the customers' side of the counter. */
export class Ledger {
  readonly made: Made[] = [];
  readonly watched: Watched[] = [];
  /** Page texts whose change was acknowledged: by page, the last one. */
  readonly texts = new Map<string, { bookId: string; number: number; text: string; version: number }>();
  readonly violations: Violation[] = [];
  readonly counts = new Map<string, number>();
  readonly recoveries: { fault: string; ms: number }[] = [];

  ask(route: Made['route'], author: string, key: string): Made {
    const made = { route, author, key, ids: new Set<string>(), sent: 0 };
    this.made.push(made);
    return made;
  }

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  /** The first fifty of a law are told; the rest is counted. */
  violate(law: string, words: string): void {
    this.count(`violations of ${law}`);
    if (this.violations.filter((each) => each.law === law).length < 50) this.violations.push({ law, words });
  }
}
