import { Counter, Gauge, Histogram } from 'prom-client';
import { SECONDS, registry } from './registry.js';

/** As the Temporal SDK delivers it; see `BufferedMetricUpdate` there. */
export interface SdkUpdate {
  metric: { name: string; kind: string; unit?: string | undefined; description?: string | undefined };
  /** Of what is counted, what is added. */
  value: number;
  attributes: Record<string, unknown>;
}

/** Those with few values; what else there is (namespace, service_name) is the same in all of a deployment. */
const LABELS = [
  'task_queue',
  'activity_type',
  'workflow_type',
  'worker_type',
  'poller_type',
  'operation',
  'status_code',
  'failure_reason',
  'eager',
] as const;

const series = new Map<string, Counter | Gauge | Histogram>();

/** Puts what the Temporal SDK's core has counted since the last time among our own series. */
export function takeSdkUpdates(updates: Iterable<SdkUpdate>): void {
  for (const { metric, value, attributes } of updates) {
    const into = series.get(metric.name) ?? open(metric);
    const labels = labelsOf(attributes);
    if (into instanceof Counter) into.inc(labels, value);
    else if (into instanceof Histogram) into.observe(labels, value);
    else if (metric.kind === 'gauge') into.set(labels, value);
    else into.inc(labels, value); // goes up and down
  }
}

function open({ name, kind, unit, description }: SdkUpdate['metric']): Counter | Gauge | Histogram {
  const options = {
    name: nameOf(name, kind, unit),
    help: description || `${name} of the Temporal SDK`,
    labelNames: [...LABELS],
    registers: [registry],
  };
  const made =
    kind === 'counter'
      ? new Counter(options)
      : kind === 'histogram'
        ? new Histogram({ ...options, buckets: SECONDS })
        : new Gauge(options);
  series.set(name, made);
  return made;
}

/** By Prometheus' conventions, which the SDK's own exporter can follow, too. */
function nameOf(name: string, kind: string, unit = ''): string {
  if (kind === 'counter') return name.endsWith('_total') ? name : `${name}_total`;
  return /^(?:s|seconds)$/.test(unit) && !name.endsWith('_seconds') ? `${name}_seconds` : name;
}

const labelsOf = (attributes: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(LABELS.flatMap((name) => (name in attributes ? [[name, String(attributes[name])]] : [])));
