import type { FaultName } from './fault-names.js';

/** A bug that is planted into a copy of the compiled program, and the law that has to find it. */
export interface Mutant {
  name: string;
  words: string;
  law: string;
  /** Each text stands in its file (under dist) exactly once. */
  edits?: { file: string; from: string; to: string }[];
  /** Done to the database after it was made. */
  sql?: string;
  /** Deploys change running workflows without a `patched`. */
  unpatched?: boolean;
  /** Which faults, and which of their kinds or victims, bring it out soon. */
  faults: FaultName[];
  focus?: string[];
}

const WEBHOOK = 'apps/api/billing/webhook.controller.js';

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'acknowledge-before-commit',
    words: 'Stripe is told "received" before its event is committed',
    law: 'L5',
    edits: [
      {
        file: WEBHOOK,
        from: `else if (await storeEvent(this.db, this.snapshot(event), 'webhook')) await this.tryStart(event.id);`,
        to: `else keepEvent(this.db, this.snapshot(event), 'webhook').then((kept) => kept && this.tryStart(event.id)).catch(() => undefined);`,
      },
    ],
    faults: ['kill'],
    focus: ['postgres'],
  },
  {
    name: 'no-unique-index',
    words: 'idempotency keys are unique by nothing but good luck',
    law: 'L1',
    sql: 'ALTER TABLE "IdempotencyKey" DROP CONSTRAINT "IdempotencyKey_pkey"',
    faults: ['kill'],
    focus: ['api'],
  },
  {
    name: 'retry-a-refusal',
    words: 'what the provider’s rules refuse is asked for again, as if it were out of order',
    law: 'L4',
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
    words: 'a book is found by its id, whoever asks',
    law: 'L8',
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
    words: 'paid calls carry another Idempotency-Key at each try',
    law: 'L4',
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
    words: 'a drawing’s row is written while its file still is',
    law: 'L3',
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
    words: 'a refund whose answer was lost is asked for as a new one',
    law: 'L5',
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
    words: 'a movement of money is posted as often as it is looked at',
    law: 'L5',
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
    words: 'a job that was accepted while Temporal was away is never started',
    law: 'L2',
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
    words: 'the death of a worker is noticed after an hour',
    law: 'L2',
    edits: [
      { file: 'workflow-bundle.js', from: 'heartbeatTimeout: HEARTBEAT_TIMEOUT,', to: `heartbeatTimeout: '1h',` },
    ],
    faults: ['kill'],
    focus: ['worker'],
  },
  {
    name: 'unpatched-deploy',
    words: 'workflows are changed under running ones, without patched()',
    law: 'L2',
    unpatched: true,
    faults: ['deploy'],
  },
  {
    name: 'cancel-the-row-only',
    words: 'a cancelled job’s row says so, and its workflow works on',
    law: 'L6',
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
    words: 'a stream of events begins anew at each connection',
    law: 'L6',
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
    words: 'whatever looks like an event of Stripe is taken for one',
    law: 'L8',
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
    words: 'drawings that were reserved and not made stay taken',
    law: 'L5',
    edits: [{ file: 'libs/jobs/complete-job.js', from: 'await release(tx, jobId);', to: '' }],
    faults: ['openai'],
    focus: ['500'],
  },
  {
    name: 'drive-makes-another',
    words: 'an upload whose answer was lost begins as another file',
    law: 'L10',
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
    words: 'headers are logged as they came',
    law: 'L9',
    edits: [
      { file: 'apps/api/log.js', from: `'req.headers.authorization',`, to: '' },
      { file: 'apps/api/app.js', from: `'error' : 'debug'`, to: `'error' : 'warn'` },
    ],
    faults: ['kill'],
    focus: ['api'],
  },
];

export const MUTANT_NAMES = MUTANTS.map(({ name }) => name);
