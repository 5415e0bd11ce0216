import { cpuOf, cpuOfFamily, cpuOfThreads } from './process-use.js';
import type { ThreadUse } from './process-use.js';

/** The processes of one way to make books. */
export interface Parts {
  /** Those of Node that do the work. */
  workerPids: number[];
  /** The server that distributes the work: Temporal, Redis. */
  server?: number | undefined;
  postgres?: number | undefined;
}

const PARTS = [
  'main threads',
  'drawing threads',
  'workflow threads',
  'Temporal core',
  'V8 and libuv',
  'server',
  'postgres',
] as const;
type Part = (typeof PARTS)[number];

/** Seconds on a processor, by part. */
export type Cost = Record<Part, number>;

export const noCost = (): Cost => Object.fromEntries(PARTS.map((part) => [part, 0])) as Cost;

export function costSoFar({ workerPids, server, postgres }: Parts): Cost {
  const cost = noCost();
  for (const pid of workerPids) addThreads(cost, cpuOfThreads(pid));
  cost.server = server ? cpuOf(server) : 0;
  cost.postgres = postgres ? cpuOfFamily(postgres) : 0;
  return cost;
}

/** Node calls all its worker threads alike; the one that draws is the busiest by far. */
function addThreads(cost: Cost, threads: ThreadUse[]): void {
  const workers = threads.filter(({ name }) => name === 'WorkerThread').map(({ seconds }) => seconds);
  const drawing = Math.max(0, ...workers);
  cost['drawing threads'] += drawing;
  cost['workflow threads'] += workers.reduce((sum, each) => sum + each, -drawing);
  for (const { name, seconds } of threads) {
    if (name === 'main') cost['main threads'] += seconds;
    else if (/^(tokio|temporal|workflow)-/.test(name)) cost['Temporal core'] += seconds;
    else if (name !== 'WorkerThread') cost['V8 and libuv'] += seconds;
  }
}

export function addCost(sum: Cost, from: Cost, to: Cost): Cost {
  const total = { ...sum };
  for (const part of PARTS) total[part] += to[part] - from[part];
  return total;
}

/** Milliseconds a book. */
export function costAsText(cost: Cost, books: number): string {
  const ms = (seconds: number): string => ((seconds / books) * 1000).toFixed(0);
  const parts = PARTS.filter((part) => cost[part] > 0).map((part) => `${part} ${ms(cost[part])}`);
  return `${ms(totalOf(cost))} (${parts.join(', ')})`;
}

export const totalOf = (cost: Cost): number => PARTS.reduce((sum, part) => sum + cost[part], 0);
