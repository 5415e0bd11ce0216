import { createStackParser, createTransport, Scope, type BaseTransportOptions, type Transport } from '@sentry/core';
import { nodeStackLineParser, ServerRuntimeClient } from '@sentry/core/server';
import type { Elsewhere } from './error-log.js';

/**
 * Sentry, when there is an address for it: errors only, no tracing and no hooks into libraries, since what is sent was
 * scrubbed by us and holds nothing else. Gives a way to send and one to end.
 */
export function openSentry(dsn: string, { environment, release }: { environment: string; release: string }): Elsewhere {
  const client = new ServerRuntimeClient({
    dsn,
    environment,
    release,
    platform: 'node',
    runtime: { name: 'node', version: process.version },
    integrations: [],
    stackParser: createStackParser(nodeStackLineParser()),
    transport: fetchTransport,
  });
  client.init();
  return {
    send: ({ name, message, stack }, { place, requestId, workflowId, userId }) => {
      const scope = new Scope();
      scope.setClient(client);
      scope.setTransactionName(place);
      scope.setTags({ requestId, workflowId });
      if (userId) scope.setUser({ id: userId });
      scope.captureException(Object.assign(new Error(message), { name, stack }));
    },
    close: async () => void (await client.close(2_000)),
  };
}

/** Headers by which Sentry tells how long to be quiet. */
const [RATE_LIMITS, RETRY_AFTER] = ['x-sentry-rate-limits', 'retry-after'] as const;

const fetchTransport = (options: BaseTransportOptions): Transport =>
  createTransport(options, async ({ body }) => {
    const { url, headers } = options;
    const bytes = typeof body === 'string' ? body : new Uint8Array(body);
    const answer = await fetch(url, { method: 'POST', headers, body: bytes });
    await answer.body?.cancel();
    return {
      statusCode: answer.status,
      headers: { [RATE_LIMITS]: answer.headers.get(RATE_LIMITS), [RETRY_AFTER]: answer.headers.get(RETRY_AFTER) },
    };
  });
