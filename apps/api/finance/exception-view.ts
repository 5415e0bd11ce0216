import { exceptionSummary } from '#contracts/finance.js';
import type { ExceptionSummary, ExceptionView } from '#contracts/finance.js';
import type { ExceptionComment, ReconciliationException } from '#database/generated/client.js';
import { moneyView } from '../billing/billing-view.js';
import type { People } from './people.js';

const { shape } = exceptionSummary;

export const peopleIn = (row: ReconciliationException): (string | null)[] => [
  row.userId,
  row.ownerId,
  row.resolvedById,
];

export const itemSummary = (row: ReconciliationException, people: People): ExceptionSummary => ({
  id: row.id,
  type: shape.type.parse(row.type),
  state: shape.state.parse(row.state),
  subjectKind: row.subjectKind,
  subjectId: row.subjectId,
  chargeId: row.chargeId,
  customer: people.customer(row.userId),
  words: row.words,
  local: row.local,
  remote: row.remote,
  amount: row.amount === null || row.currency === null ? null : moneyView(row.amount, row.currency),
  occurredAt: row.occurredAt.toISOString(),
  firstSeen: row.firstSeen.toISOString(),
  lastSeen: row.lastSeen.toISOString(),
  runId: row.runId,
  rules: row.rules,
  owner: people.name(row.ownerId),
  dueAt: row.dueAt?.toISOString() ?? null,
  repair: shape.repair.parse(row.repair),
  resolution:
    row.state === 'resolved' && row.resolvedAt
      ? {
          reason: row.reason ?? '',
          by: people.name(row.resolvedById),
          at: row.resolvedAt.toISOString(),
          repair: shape.repair.parse(row.repairedBy),
        }
      : null,
});

export const exceptionView = (
  row: ReconciliationException & { comments: ExceptionComment[] },
  people: People,
): ExceptionView => ({
  ...itemSummary(row, people),
  comments: row.comments.map(({ id, authorId, text, at }) => ({
    id,
    author: people.name(authorId) ?? { id: authorId, name: '' },
    text,
    at: at.toISOString(),
  })),
});
