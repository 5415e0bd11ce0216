import { runView as contract } from '#contracts/finance.js';
import type { RunView } from '#contracts/finance.js';
import type { ReconciliationRun } from '#database/generated/client.js';
import type { People } from './people.js';

const { shape } = contract;

export const runView = (row: ReconciliationRun, people: People): RunView => ({
  id: row.id,
  from: row.from.toISOString(),
  to: row.to.toISOString(),
  trigger: shape.trigger.parse(row.trigger),
  requester: people.name(row.requesterId),
  rules: row.rules,
  state: shape.state.parse(row.state),
  step: shape.step.parse(row.step),
  // oxlint-disable-next-line typescript/consistent-type-assertions -- as the worker wrote it: a run of an earlier version is answered as it is, too
  counts: row.counts as RunView['counts'],
  // oxlint-disable-next-line typescript/consistent-type-assertions -- as the worker wrote it: a run of an earlier version is answered as it is, too
  flips: row.flips as RunView['flips'],
  message: row.message,
  startedAt: row.startedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
});
