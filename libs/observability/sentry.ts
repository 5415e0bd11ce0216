import * as sentry from '@sentry/node';
import type { Elsewhere } from './error-log.js';

/**
 * Sentry, when there is an address for it: errors only, no tracing and no hooks into libraries, since what is sent was
 * scrubbed by us and holds nothing else. Gives a way to send and one to end.
 */
export function openSentry(dsn: string, { environment, release }: { environment: string; release: string }): Elsewhere {
  const client = sentry.initWithoutDefaultIntegrations({
    dsn,
    environment,
    release,
    enableRuntimeChannelInjection: false,
  });
  return {
    send: ({ name, message, stack }, { place, requestId, workflowId, userId }) => {
      sentry.withScope((scope) => {
        scope.setTransactionName(place);
        scope.setTags({ requestId, workflowId });
        if (userId) scope.setUser({ id: userId });
        const error = Object.assign(new Error(message), { name, stack });
        sentry.captureException(error);
      });
    },
    close: async () => void (await client?.close(2_000)),
  };
}
