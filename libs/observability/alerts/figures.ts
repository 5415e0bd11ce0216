/**
 * Input of the alert rules, gathered once a round. Lists of moments are oldest first and bounded: a rule counts
 * those that are older than its setting. Null: it could not be had.
 */
export interface Figures {
  at: Date;
  /** Open error groups of the last two hours: this hour and the one before, and what two hours usually have. */
  errors: { id: string; name: string; place: string; recent: number; usual: number }[];
  /** Since when each job waits for a person. */
  parkedSince: Date[];
  oldestQueuedAt: Date | null;
  /** Jobs that ended in the last hour; without canceled ones. */
  lastHour: { good: number; failed: number };
  /** When each task queue was last asked for work, and about how many tasks wait. */
  queues: QueueState[] | null;
  /** Of the artifact store's file system, in bytes; a bucket has none. */
  disk: DiskSpace | 'none' | null;
  /** `since`: the first event of Stripe, for a deployment on which no run has ended yet. */
  reconciliation: { completedAt: Date | null; since: Date | null } | 'none';
  discrepanciesSince: Date[];
  /** `failedAt` is newest first. */
  inbox: { storedSince: Date[]; failedAt: Date[] };
  /** `faults`: of this deployment with Google, newest first. */
  drive: { connectionsSince: Date[]; filesSince: Date[]; faults: { message: string; at: Date }[] };
  /** Latest calls that a provider did not take for want of credit or a valid key, newest first. Our own pauses are none. */
  refusals: { provider: string; code: string; at: Date }[];
  /** The paid provider's latest good answer. */
  answeredAt: Date | null;
  mail: { queuedSince: Date[]; failedAt: Date[] };
  /** Today in UTC, in millionths of the currency's unit. */
  costToday: { currency: string; micros: bigint }[];
}

/** `backlog` is null when the server does not count it. */
export interface QueueState {
  queue: string;
  polledAt: Date | null;
  pollers: number;
  backlog: number | null;
}

export interface DiskSpace {
  path: string;
  free: number;
  total: number;
}

export const MAX_COUNT = 1_000;
