/** What a suite takes on two idle cores. */
export interface SuiteLoad {
  seconds: number;
  /** CPU seconds of all its processes by `seconds`. */
  cores: number;
}

/** Of a suite that is not listed. */
const DEFAULT: SuiteLoad = { seconds: 10, cores: 0.7 };

/**
 * The longest suites, and those that mostly wait: for an outage, a retry, a pause. A run prints what its slowest suites took. A wrong
 * figure costs only time.
 */
const LOADS: Record<string, [seconds: number, cores: number]> = {
  // computing
  'apps/gallery/gallery.spec.ts': [60, 1.2],
  'test/browser/accessibility.e2e-spec.ts': [120, 1],
  'test/browser/offline.e2e-spec.ts': [130, 0.5],
  'test/browser/plain-http.e2e-spec.ts': [70, 0.7],
  'test/chaos/cut-uploads.e2e-spec.ts': [90, 1],
  'test/chaos/chaos.e2e-spec.ts': [110, 0.8],
  'test/e2e/drive/two-way.e2e-spec.ts': [90, 0.5],
  'test/e2e/drive/parks.e2e-spec.ts': [90, 0.5],
  'test/chaos/money.e2e-spec.ts': [110, 0.8],
  'apps/stack/start/stack.e2e-spec.ts': [70, 0.9],
  'test/e2e/payments/event-orders.e2e-spec.ts': [80, 0.9],
  'apps/stack/dev/interruption.e2e-spec.ts': [40, 0.5],
  'test/e2e/account-data.e2e-spec.ts': [60, 0.3],
  'test/e2e/away.e2e-spec.ts': [40, 0.2],
  'test/e2e/alerts.e2e-spec.ts': [20, 0.4],
};

export function loadOf(path: string): SuiteLoad {
  const [seconds, cores] = LOADS[path] ?? [DEFAULT.seconds, DEFAULT.cores];
  return { seconds, cores };
}

/** A unit spec that is listed runs in a process of its own, too. */
export const isListed = (path: string): boolean => path in LOADS;

/** Paths of the table, for its test. */
export const listedSuites = (): string[] => Object.keys(LOADS);
