import { TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import type { JobKind, JobState } from '#contracts/jobs.js';
import { SEARCH_ATTRIBUTES } from '#contracts/search-attributes.js';

export function jobSearchAttributes(job: { ownerId: string; kind: JobKind; state: JobState }): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: defineSearchAttributeKey('OwnerId', 'KEYWORD'), value: job.ownerId },
    { key: defineSearchAttributeKey('JobKind', 'KEYWORD'), value: job.kind },
    { key: defineSearchAttributeKey('JobState', 'KEYWORD'), value: job.state },
  ]);
}

const KEYWORD = 2;

/** Makes the attributes known to a namespace that lacks them; Temporal Cloud wants this done in its own console. */
export async function registerSearchAttributes(client: Client): Promise<void> {
  if (!hasOperatorService(client.connection)) return;
  const { operatorService } = client.connection;
  const namespace = client.options.namespace;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.filter((name) => !(name in customAttributes));
  if (missing.length === 0) return;
  await operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
  });
}

/** A client of the worker's own connection has none. */
const hasOperatorService = (connection: object): connection is { operatorService: OperatorService } =>
  'operatorService' in connection && Boolean(connection.operatorService);

interface OperatorService {
  listSearchAttributes(ask: { namespace: string }): Promise<{ customAttributes: Record<string, unknown> }>;
  addSearchAttributes(ask: { namespace: string; searchAttributes: Record<string, number> }): Promise<unknown>;
}
