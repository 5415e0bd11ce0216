import type { FaultName } from './fault-names.js';

/** A bug in a copy of the compiled program, and the invariant that has to detect it. */
export interface Mutant {
  name: string;
  description: string;
  invariant: string;
  /** Each `from` occurs exactly once in its file under dist. */
  edits?: { file: string; from: string; to: string }[];
  /** Runs on the database after it was created. */
  sql?: string;
  /** Deploys change running workflows without a `patched`. */
  unpatched?: boolean;
  /** The faults that trigger the bug; `focus` narrows their kinds or targets. */
  faults: FaultName[];
  focus?: string[];
}

const WEBHOOK = 'apps/api/billing/webhook.controller.js';

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'acknowledge-before-commit',
    description: 'Stripe is answered "received" before its event is committed',
    invariant: 'L5',
    edits: [
      {
        file: WEBHOOK,
        from: `if (await storeEvent(this.db, event, 'webhook')) await this.tryStart(event.id);`,
        to: `storeEvent(this.db, event, 'webhook').then((stored) => stored && this.tryStart(event.id)).catch(() => undefined);`,
      },
    ],
    faults: ['kill'],
    focus: ['postgres'],
  },
  {
    name: 'no-unique-index',
    description: 'idempotency keys have no unique constraint',
    invariant: 'L1',
    sql: 'ALTER TABLE "IdempotencyKey" DROP CONSTRAINT "IdempotencyKey_pkey"',
    faults: ['kill'],
    focus: ['api'],
  },
  {
    name: 'retry-a-refusal',
    description: 'a content refusal is retried as if it were a transient failure',
    invariant: 'L4',
    edits: [
      {
        file: 'libs/openai/failures.js',
        from: `return new PermanentFailure('content-refused',`,
        to: `return new TransientFailure('provider-unavailable',`,
      },
    ],
    faults: ['kill'],
    focus: ['worker'],
  },
  {
    name: 'no-owner-filter',
    description: 'a book is found by its id, without a check of its owner',
    invariant: 'L8',
    edits: [
      {
        file: 'apps/api/books/books.service.js',
        from: `                ownerId: caller.id\n            }\n        });\n        if (!row)`,
        to: `            }\n        });\n        if (!row)`,
      },
    ],
    faults: ['openai'],
    focus: ['500'],
  },
  {
    name: 'no-provider-key',
    description: 'paid calls use a new Idempotency-Key at each attempt',
    invariant: 'L4',
    edits: [
      {
        file: 'libs/openai/call.js',
        from: `'Idempotency-Key': keyFor(manner, idempotencyKey)`,
        to: `'Idempotency-Key': crypto.randomUUID()`,
      },
    ],
    faults: ['kill'],
    focus: ['worker'],
  },
  {
    name: 'row-before-file',
    description: 'the row of an artwork is written before its file',
    invariant: 'L3',
    edits: [
      {
        file: 'libs/storage/file-store.js',
        from: `else await file.commit(await this.#makeShard(object.sha256));`,
        to: `else setTimeout(() => void this.#makeShard(object.sha256).then((path) => file.commit(path)).catch(() => undefined), 300);`,
      },
    ],
    faults: ['full-disk', 'kill'],
    focus: ['worker'],
  },
  {
    name: 'refund-again',
    description: 'a refund whose answer was lost is requested again as a new one',
    invariant: 'L5',
    edits: [
      {
        file: 'libs/billing/refunds.js',
        from: '`refund:${requestId}`',
        to: '`refund:${requestId}:${Math.random()}`',
      },
      { file: 'libs/billing/refunds.js', from: `await earlier(deps, paymentId, requestId) ??`, to: '' },
    ],
    faults: ['stripe'],
    focus: ['api-500-after'],
  },
  {
    name: 'post-twice',
    description: 'a balance transaction is posted each time it is processed',
    invariant: 'L5',
    edits: [
      {
        file: 'libs/ledger/post-balance-transaction.js',
        from: 'key: `bt:${txn.id}`',
        to: 'key: `bt:${txn.id}:${Math.random()}`',
      },
    ],
    faults: ['stripe'],
    focus: ['duplicate'],
  },
  {
    name: 'nobody-starts-it',
    description: 'a job that was accepted while Temporal was away is never started',
    invariant: 'L2',
    edits: [
      {
        file: 'activities/upkeep/upkeep-activities.js',
        from: 'for (const { book, ...job } of queued)await startJobWorkflow(client, {',
        to: 'for (const { book, ...job } of [])await startJobWorkflow(client, {',
      },
    ],
    faults: ['kill'],
    focus: ['temporal'],
  },
  {
    name: 'no-heartbeat',
    description: 'the death of a worker is detected after an hour',
    invariant: 'L2',
    edits: [
      { file: 'workflow-bundle.js', from: 'heartbeatTimeout: HEARTBEAT_TIMEOUT,', to: `heartbeatTimeout: '1h',` },
    ],
    faults: ['kill'],
    focus: ['worker'],
  },
  {
    name: 'unpatched-deploy',
    description: 'workflows are changed under running ones, without patched()',
    invariant: 'L2',
    unpatched: true,
    faults: ['deploy'],
  },
  {
    name: 'cancel-the-row-only',
    description: 'a canceled job changes its row only, and its workflow continues',
    invariant: 'L6',
    edits: [
      {
        file: 'apps/api/jobs/job-actions.service.js',
        from: 'await steerJob(this.connections, id, newId(), signal)',
        to: `(signal.name === 'cancel' ? (await (await import('#jobs/job-record.js')).moveJob(this.db, id, 'canceled'), null) : await steerJob(this.connections, id, newId(), signal))`,
      },
    ],
    faults: ['freeze'],
    focus: ['worker'],
  },
  {
    name: 'no-resume',
    description: 'an event stream restarts at each connection',
    invariant: 'L6',
    edits: [
      {
        file: 'apps/api/jobs/event-stream.js',
        from: `request.headers['last-event-id'] ?? request.query['lastEventId']`,
        to: 'undefined',
      },
    ],
    faults: ['kill'],
    focus: ['api'],
  },
  {
    name: 'unsigned-events',
    description: 'the signature of a Stripe event is not verified',
    invariant: 'L8',
    edits: [
      {
        file: WEBHOOK,
        from: `verifier.verifyHeader(bytes, signature ?? '', webhookSecret, TOLERANCE_SECONDS);`,
        to: 'void webhookSecret;',
      },
    ],
    faults: ['stripe'],
    focus: ['duplicate'],
  },
  {
    name: 'limit-never-given-back',
    description: 'reserved pages that were not drawn are never released',
    invariant: 'L5',
    edits: [{ file: 'libs/jobs/complete-job.js', from: 'await release(tx, jobId);', to: '' }],
    faults: ['openai'],
    focus: ['500'],
  },
  {
    name: 'drive-makes-another',
    description: 'an upload whose answer was lost is repeated as another file',
    invariant: 'L10',
    edits: [
      {
        file: 'libs/drive/transfer/transfer-file.js',
        from: 'const remoteId = there?.id ?? row.remoteId ?? await newRemoteId(account);',
        to: 'const remoteId = there?.id ?? await newRemoteId(account);',
      },
      { file: 'libs/drive/transfer/transfer-file.js', from: 'state: latest,', to: 'state: null,' },
    ],
    faults: ['google'],
    focus: ['drop-after', 'lose-session'],
  },
  {
    name: 'tokens-in-logs',
    description: 'headers are logged unredacted',
    invariant: 'L9',
    edits: [
      { file: 'apps/api/log.js', from: `'req.headers.authorization',`, to: '' },
      { file: 'apps/api/app.js', from: `'error' : 'debug'`, to: `'error' : 'warn'` },
    ],
    faults: ['kill'],
    focus: ['api'],
  },
];

export const MUTANT_NAMES = MUTANTS.map(({ name }) => name);
