import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import type { JobStatus } from '@bull-board/api/typings/app';
import { keysOf } from '#contracts/known-values.js';
import { CLIENT_TIMEOUT_MS } from '#temporal/connection.js';

/** The board's states as visibility queries: execution status and our search attribute JobState. */
const RUNNING = 'ExecutionStatus = "Running"';
const QUERIES = {
  active: `${RUNNING} AND (JobState = "running" OR JobState IS NULL)`,
  waiting: `${RUNNING} AND JobState = "queued"`,
  // parked: the only state for which the board offers "promote", which resumes a job
  delayed: `${RUNNING} AND JobState = "needs-attention"`,
  paused: `${RUNNING} AND JobState = "paused"`,
  completed: 'ExecutionStatus = "Completed"',
  failed: 'ExecutionStatus IN ("Failed", "TimedOut", "Terminated", "Canceled")',
} as const;
export type BoardState = keyof typeof QUERIES;
export const BOARD_STATES = keysOf(QUERIES);
export const isBoardState = (status: JobStatus): status is BoardState => status in QUERIES;

/** Visibility has no offsets: older executions are found by the filters of the support list. */
const DEEPEST = 2_000;

const queryOf = (type: string, state: BoardState): string => `WorkflowType = "${type}" AND (${QUERIES[state]})`;

/**
 * Executions by state. Visibility is rate-limited (ten queries a second in a new namespace): one query for all ended
 * and running executions, three more for jobs, whose waiting states are in our search attribute.
 */
export async function countsOf(client: Client, type: string, isJob: boolean): Promise<Record<BoardState, number>> {
  const count = (query: string) => bounded(client, () => client.workflow.count(query));
  const [all, waiting, delayed, paused] = await Promise.all([
    count(`WorkflowType = "${type}" GROUP BY ExecutionStatus`),
    isJob ? count(queryOf(type, 'waiting')) : { count: 0 },
    isJob ? count(queryOf(type, 'delayed')) : { count: 0 },
    isJob ? count(queryOf(type, 'paused')) : { count: 0 },
  ]);
  const of = (statuses: string[]): number =>
    all.groups
      .filter(({ groupValues }) => statuses.includes(String(groupValues[0])))
      .reduce((sum, group) => sum + group.count, 0);
  return {
    active: Math.max(0, of(['Running']) - waiting.count - delayed.count - paused.count),
    waiting: waiting.count,
    delayed: delayed.count,
    paused: paused.count,
    completed: of(['Completed']),
    failed: of(['Failed', 'TimedOut', 'Terminated', 'Canceled']),
  };
}

/** Executions `start` to `end` (inclusive) of one state. */
export function executionsOf(
  client: Client,
  type: string,
  state: BoardState,
  { start, end }: { start: number; end: number },
): Promise<WorkflowExecutionInfo[]> {
  const last = Math.min(end, DEEPEST);
  return bounded(client, async () => {
    const found: WorkflowExecutionInfo[] = [];
    let at = 0;
    for await (const execution of client.workflow.list({ query: queryOf(type, state), pageSize: 200 })) {
      if (at > last) break;
      if (at >= start) found.push(execution);
      at += 1;
    }
    return found;
  });
}

export const stateOf = ({
  status,
  searchAttributes,
}: Pick<WorkflowExecutionInfo, 'status' | 'searchAttributes'>): BoardState => {
  if (status.name === 'COMPLETED') return 'completed';
  if (status.name !== 'RUNNING') return 'failed';
  const [jobState = ''] = searchAttributes['JobState'] ?? [];
  const waits: Record<string, BoardState> = { queued: 'waiting', 'needs-attention': 'delayed', paused: 'paused' };
  return waits[String(jobState)] ?? 'active';
};

/** Timeout of every call to Temporal. */
export const bounded = <T>(client: Client, ask: () => Promise<T>): Promise<T> =>
  client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, ask);
