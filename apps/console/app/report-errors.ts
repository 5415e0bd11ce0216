import type { App } from 'vue';
import type { Router } from 'vue-router';
import { reportError } from '../api/monitoring.js';
import { ApiProblem, Unreachable } from '../api/session/problem.js';
import { user } from '../api/session/session.js';

/** A loop that fails again and again says nothing new. */
const MAX_PER_PAGE_LOAD = 10;

/** Errors of the console are reported to the api while somebody is signed in. */
export function reportErrors(app: App, router: Router): void {
  let left = MAX_PER_PAGE_LOAD;
  const report = (error: unknown): void => {
    // what the api itself answered is in its own log
    if (!(error instanceof Error) || error instanceof ApiProblem || error instanceof Unreachable) return;
    if (!user.value || left <= 0) return;
    left -= 1;
    const { name, message, stack = '' } = error;
    const page = String(router.currentRoute.value.name ?? '');
    void reportError({
      name: name.slice(0, 200),
      message: message.slice(0, 2_000),
      stack: stack.slice(0, 8_000),
      page,
    }).catch(() => undefined);
  };
  app.config.errorHandler = (error) => {
    // to the window's own listener, and so to the browser's console, too
    window.reportError(error);
  };
  window.addEventListener('error', ({ error }) => report(error));
  window.addEventListener('unhandledrejection', ({ reason }) => report(reason));
}
