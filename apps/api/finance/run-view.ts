import type { RunView } from '#contracts/finance.js';
import type { ReconciliationRun } from '#database/generated/client.js';
import type { People } from './people.js';

export const runView = (row: ReconciliationRun, people: People): RunView => ({
  id: row.id,
  from: row.from.toISOString(),
  to: row.to.toISOString(),
  trigger: row.trigger as RunView['trigger'],
  requester: people.name(row.requesterId),
  rules: row.rules,
  state: row.state as RunView['state'],
  step: row.step as RunView['step'],
  counts: row.counts as RunView['counts'],
  flips: row.flips as RunView['flips'],
  message: row.message,
  startedAt: row.startedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
});
