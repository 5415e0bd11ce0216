/**
 * What becomes of each table's rows when an account is erased; a test holds this list against the schema, so that a new
 * table is thought about.
 * goes: the person's rows are deleted. renamed: kept for the law, with a pseudonym in the person's place. searched: not
 * theirs, but others may have written of them in it. kept: can't be changed, and names nobody but staff who signed. none:
 * tells nothing of anybody.
 */
export const TABLE_FATES = {
  User: 'goes', RefreshToken: 'goes', AccountToken: 'goes', Project: 'goes', Page: 'goes', ArtVersion: 'goes', Job: 'goes',
  JobStep: 'goes', JobEvent: 'goes', JobLog: 'goes', Failure: 'goes', Artifact: 'goes', FileRecreation: 'goes', ProviderCall: 'goes',
  IdempotencyKey: 'goes', LoginThrottle: 'goes', OutgoingMail: 'goes', UsageEntry: 'goes', SavedView: 'goes',
  DriveConnection: 'goes', DriveAuthorization: 'goes', DriveBook: 'goes', DriveFile: 'goes', Batch: 'goes', BatchItem: 'goes',
  OfflineEdit: 'goes', ErrorPerson: 'goes', AccountExport: 'goes',
  AuditEntry: 'renamed', BulkAct: 'renamed', BillingAccount: 'renamed', Subscription: 'renamed', Order: 'renamed',
  Entitlement: 'renamed', RefundRequest: 'renamed', ReconciliationItem: 'renamed', ReconciliationRun: 'renamed',
  ItemComment: 'renamed', AccountErasure: 'renamed', FailureGroup: 'searched', BulkItem: 'searched', StripeEvent: 'searched',
  ErrorGroup: 'searched', Alert: 'searched', AlertCall: 'searched',
  LedgerTransaction: 'kept', LedgerPosting: 'kept', Period: 'kept', Payment: 'kept', Refund: 'kept', Dispute: 'kept',
  Payout: 'none', StripeRecord: 'kept', StripeLook: 'none', ErrorHour: 'none', ErasureFile: 'none',
  AlertRule: 'none', AlertRound: 'none',
} as const; // prettier-ignore

/** Texts that people of the house, or machines, write about people. Of books, nothing: those are their authors' own. */
export const SEARCHED_COLUMNS: [table: keyof typeof TABLE_FATES, columns: string[]][] = [
  ['BulkAct', ['filter', 'reason', 'message']],
  ['BulkItem', ['message']],
  ['SavedView', ['filter', 'name']],
  ['FailureGroup', ['note', 'message']],
  ['RefundRequest', ['reason', 'message']],
  ['Entitlement', ['reason', 'revokedBecause']],
  ['ReconciliationItem', ['words', 'local', 'remote']],
  ['ReconciliationRun', ['message']],
  ['ItemComment', ['text']],
  ['StripeEvent', ['payload', 'message']],
  ['ErrorGroup', ['message', 'stack', 'place']],
  ['Alert', ['message', 'note', 'subject']],
  ['AlertCall', ['message']],
  ['OutgoingMail', ['subject', 'body']],
  ['AccountErasure', ['reason', 'message']],
];

/** Columns that hold a person's number without a foreign key, or with one that must not go with them. */
export const RENAMED_COLUMNS: [table: keyof typeof TABLE_FATES, column: string][] = [
  ['Order', 'userId'],
  ['BillingAccount', 'userId'],
  ['Subscription', 'userId'],
  ['Entitlement', 'userId'],
  ['BulkAct', 'requesterId'],
  ['BulkAct', 'approverId'],
  ['RefundRequest', 'actorId'],
  ['ReconciliationItem', 'userId'],
  ['ReconciliationItem', 'ownerId'],
  ['ReconciliationRun', 'requesterId'],
  ['ItemComment', 'authorId'],
  ['AccountErasure', 'actorId'],
];
