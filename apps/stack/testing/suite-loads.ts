/** What a suite takes on two idle cores. */
export interface SuiteLoad {
  seconds: number;
  /** CPU seconds of all its processes by `seconds`. */
  cores: number;
}

/** Of a suite that is not listed. */
const DEFAULT: SuiteLoad = { seconds: 10, cores: 0.65 };

/**
 * The longest suites, and those that mostly wait: for an outage, a retry, a pause. A run prints what its slowest suites took. A wrong
 * figure costs only time.
 */
const LOADS: Record<string, [seconds: number, cores: number]> = {
  'test/browser/offline.e2e-spec.ts': [150, 0.5],
  'test/browser/accessibility.e2e-spec.ts': [130, 0.8],
  'test/chaos/money.e2e-spec.ts': [130, 0.7],
  'test/chaos/cut-uploads.e2e-spec.ts': [110, 0.8],
  'test/chaos/chaos.e2e-spec.ts': [100, 0.8],
  'test/e2e/drive/two-way.e2e-spec.ts': [100, 0.5],
  'test/e2e/drive/parks.e2e-spec.ts': [95, 0.5],
  'apps/stack/start/stack.e2e-spec.ts': [90, 0.8],
  'apps/gallery/gallery.spec.ts': [80, 0.9],
  'test/e2e/payments/event-orders.e2e-spec.ts': [75, 0.9],
  'test/browser/plain-http.e2e-spec.ts': [70, 0.7],
  'test/e2e/drive/nothing-missed.e2e-spec.ts': [60, 0.5],
  'test/e2e/account-data.e2e-spec.ts': [60, 0.4],
  'test/e2e/batches.e2e-spec.ts': [60, 0.6],
  'test/chaos/deploy.e2e-spec.ts': [55, 0.6],
  'test/browser/monitoring.e2e-spec.ts': [55, 0.8],
  'test/browser/book-pages.e2e-spec.ts': [55, 0.8],
  'test/chaos/batch.e2e-spec.ts': [50, 0.8],
  'test/browser/support.e2e-spec.ts': [50, 0.8],
  'test/browser/batches.e2e-spec.ts': [50, 0.8],
  'test/workflows/canceled-work.workflow-spec.ts': [48, 0.4],
  'test/chaos/scale-out.e2e-spec.ts': [45, 0.7],
  'test/browser/bad-network.e2e-spec.ts': [45, 0.8],
  'test/browser/author.e2e-spec.ts': [45, 0.8],
  'apps/stack/dev/dev.e2e-spec.ts': [45, 0.7],
  'apps/stack/dev/interruption.e2e-spec.ts': [45, 0.5],
  'test/e2e/cost-preview.e2e-spec.ts': [45, 0.5],
  'test/workflows/generate-book.workflow-spec.ts': [45, 0.5],
  'test/e2e/payments/stripe-life.e2e-spec.ts': [45, 0.6],
  'test/browser/library.e2e-spec.ts': [40, 0.8],
  'test/browser/drive.e2e-spec.ts': [40, 0.8],
  'test/e2e/away.e2e-spec.ts': [40, 0.2],
  'test/security/files.e2e-spec.ts': [40, 0.7],
  'test/chaos/kill-anything.e2e-spec.ts': [35, 0.8],
  'test/browser/paid-plan.e2e-spec.ts': [35, 0.8],
  'test/browser/finance.e2e-spec.ts': [35, 0.8],
  'test/security/console.e2e-spec.ts': [35, 0.8],
  'test/upgrade/data-folder.e2e-spec.ts': [35, 0.7],
  'test/security/texts.e2e-spec.ts': [35, 0.7],
  'test/security/sign-in.e2e-spec.ts': [35, 0.6],
  'test/e2e/routes.e2e-spec.ts': [35, 0.6],
  'test/e2e/traces.e2e-spec.ts': [25, 0.6],
  'test/e2e/metrics.e2e-spec.ts': [20, 0.6],
  'test/e2e/alerts.e2e-spec.ts': [20, 0.5],
  'test/workflows/lost-task.workflow-spec.ts': [17, 0.3],
};

export function loadOf(path: string): SuiteLoad {
  const [seconds, cores] = LOADS[path] ?? [DEFAULT.seconds, DEFAULT.cores];
  return { seconds, cores };
}

/** A unit spec that is listed runs in a process of its own, too. */
export const isListed = (path: string): boolean => path in LOADS;

/** Paths of the table, for its test. */
export const listedSuites = (): string[] => Object.keys(LOADS);
