import { QueryClient } from '@tanstack/vue-query';
import { ApiProblem } from './problem.js';

/** Server state. Events keep it fresh, so nothing is fetched again only because a window was looked at. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // Asked even when the browser says that there is no connection: what is kept on the device can still be shown.
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (count, error) =>
        count < 3 && !(error instanceof ApiProblem && error.status < 500 && error.status !== 429),
      retryDelay: (count, error) =>
        Math.max(error instanceof ApiProblem ? error.retryAfterSeconds * 1000 : 0, 400 * 2 ** count),
    },
  },
});
