import { QueryClient } from '@tanstack/vue-query';
import { ApiProblem } from './problem.js';

/** Server state. Events keep it fresh, so nothing is fetched again only because a window was looked at. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (count, error) =>
        count < 3 && !(error instanceof ApiProblem && error.status < 500 && error.status !== 429),
      retryDelay: (count, error) =>
        Math.max(error instanceof ApiProblem ? error.retryAfterSeconds * 1000 : 0, 400 * 2 ** count),
    },
  },
});
