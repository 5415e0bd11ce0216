/** One resource that a client requested under one Idempotency-Key, however often the request was sent. */
export interface Made {
  route: 'books' | 'jobs' | 'batches' | 'checkouts';
  author: string;
  key: string;
  /** Ids of the successful answers; more than one violates L1. */
  ids: Set<string>;
  sent: number;
}

/** The events of a job that one reader received, across all its connections. */
export interface Watched {
  jobId: string;
  seqs: number[];
  /** It received the job's end, so it must have received all events. */
  complete: boolean;
}

export interface Violation {
  invariant: string;
  message: string;
}

/** Everything that the platform acknowledged, recorded on the client side. */
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

  /** Records the first 50 violations of an invariant and counts the rest. */
  violate(invariant: string, message: string): void {
    this.count(`violations of ${invariant}`);
    if (this.violations.filter((each) => each.invariant === invariant).length < 50)
      this.violations.push({ invariant, message });
  }
}
