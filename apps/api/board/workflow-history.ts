import type { Client } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { fromPayloads } from '#temporal/payload-codec.js';
import { bounded } from './board-visibility.js';

type Event = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];
export interface Run {
  workflowId: string;
  runId: string;
}

const MAX_EVENTS = 500;
/** HistoryEventFilterType of Temporal's API. */
const ALL_EVENTS = 1;
const CLOSE_EVENT = 2;

/** Input and result of a workflow. They hold ids only, never an author's content. */
export async function inputAndEnd(
  client: Client,
  run: Run,
  hasEnded: boolean,
): Promise<{ input: unknown; end: Event | undefined }> {
  const [first, last] = await Promise.all([page(client, run, 1), hasEnded ? page(client, run, 1, true) : []]);
  const payloads = first[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  return { input: await fromPayloads(client, payloads), end: last[0] };
}

/** The result of a completed workflow, or why it failed. */
export async function outcomeOf(client: Client, end: Event | undefined): Promise<{ result: unknown; failure: string }> {
  const payloads = end?.workflowExecutionCompletedEventAttributes?.result?.payloads ?? [];
  const [result = null] = await fromPayloads(client, payloads);
  const failure =
    end?.workflowExecutionFailedEventAttributes?.failure?.message ??
    end?.workflowExecutionTerminatedEventAttributes?.reason ??
    '';
  return { result, failure };
}

/** The history, one line per event. */
export async function historyAsText(client: Client, run: Run): Promise<string[]> {
  const events = await page(client, run, MAX_EVENTS);
  const lines = events.map(eventText);
  return events.length === MAX_EVENTS ? [...lines, `… the first ${MAX_EVENTS} events`] : lines;
}

function eventText(event: Event): string {
  const at = new Date(Number(event.eventTime?.seconds ?? 0) * 1000).toISOString();
  // an event has exactly one set of attributes
  const kind = Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '';
  const name = kind.replace('EventAttributes', '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const of =
    event.activityTaskScheduledEventAttributes?.activityType?.name ??
    event.workflowExecutionSignaledEventAttributes?.signalName ??
    event.activityTaskFailedEventAttributes?.failure?.message ??
    '';
  return [at, name, of].filter(Boolean).join('  ');
}

async function page(client: Client, run: Run, size: number, onlyEnd = false): Promise<Event[]> {
  const { history } = await bounded(client, async () =>
    client.workflowService.getWorkflowExecutionHistory({
      namespace: client.options.namespace,
      execution: run,
      maximumPageSize: size,
      historyEventFilterType: onlyEnd ? CLOSE_EVENT : ALL_EVENTS,
    }),
  );
  return (history?.events ?? []).slice(0, size);
}
