/** Inputs and results of workflows and activities: small, ids only, never bytes. */
export interface GenerateBookInput {
  jobId: string;
  ownerId: string;
  /** State for continue-as-new: decisions of users and how often each page was requested. */
  carried?: { rounds: [page: number, round: number][]; skipped: number[]; paused: boolean };
}

export interface ExportBookInput {
  jobId: string;
  ownerId: string;
}

export interface SyncBookInput {
  jobId: string;
  ownerId: string;
}

/** What a sync has to do, in the order in which it is done. */
export interface SyncPlan {
  /** Files to send to Drive or fetch from it, a few in each activity. */
  batches: string[][];
}

export interface SyncDriveInput {
  connectionId: string;
  /** All books that are synced to Drive, not only those that changed. */
  everything: boolean;
}

export interface RunBatchInput {
  batchId: string;
  ownerId: string;
  /** The batch's attempt. Earlier versions left it out: then the result of `beginBatch` is used. */
  attempt?: number;
  /** Carried over by continue-as-new; the rest is read from the rows. */
  carried?: { canceled: boolean };
}

/** Jobs of a batch that are to be started, and how many books still wait after them. */
export interface BatchTake {
  jobs: { id: string; workflow: string; title: string; priority: boolean; isNew: boolean }[];
  left: number;
}

export interface ApplyStripeEventInput {
  eventId: string;
}

export interface RefundPaymentInput {
  requestId: string;
}

export interface SendMailInput {
  mailId: string;
}

/** How a book starts. */
export interface StartedBook {
  /** False when the job was canceled before it began. */
  begun: boolean;
  /** The built-in storyteller needs milliseconds and no provider: the story is written where the book is planned. */
  quickStory: boolean;
}

/** What a book still needs; pages that are drawn or locked are not among them. */
export interface BookPlan {
  /** Page numbers to draw, cover (0) last. */
  pages: number[];
  /** Pages in one drawing activity, and such activities at once. */
  chunk: number;
  lanes: number;
}

export interface PageRequest {
  number: number;
  /** How many times this job was asked for this page before. */
  round: number;
}

export interface PageResult {
  number: number;
  outcome: 'drawn' | 'refused';
}

export type BookOutcome = 'completed' | 'completed-with-skips' | 'failed' | 'canceled';

export interface BulkActionInput {
  bulkId: string;
  /** A few jobs go first. */
  canary: boolean;
}

/** Jobs that still wait for the action. */
export interface BulkActionBatch {
  left: number;
}

export type CanaryResult = 'waiting' | 'passed' | 'failed';

export interface ReconcileInput {
  runId: string;
  /** Carried over by continue-as-new: where the run is, and what it has counted. */
  carried?: ReconcileProgress;
}

export interface ReconcileProgress {
  /** Steps that are over. */
  steps: number;
  /** Within the last step: phases that are over, and where the next one goes on. */
  phases: number;
  after: string | null;
  counts: {
    fetched: Record<string, number>;
    compared: number;
    matched: number;
    found: Record<string, number>;
    recovered: number;
  };
  flips: { appear: string[]; go: string[]; more: number };
}

export interface RepairInput {
  itemId: string;
}

export interface ExportAccountInput {
  exportId: string;
}

export interface EraseAccountInput {
  erasureId: string;
}
