import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEngines } from '../support/stack.js';
import type { Bench } from './bench.js';
import { World } from '../support/payments/world.js';
import { WorldLists } from '../support/payments/world-remote.js';
import { fillRows } from '../support/payments/world-rows.js';
import { startLineChild } from './line-child.js';
import type { Row } from './rows.js';
import { valueRow } from './rows.js';

const SIZES = [10_000, 100_000];
const QUICK_SIZES = [10_000, 20_000];
/** Of each of the fourteen types: some five hundred in all. */
const EACH = 36;
const GOAL_SECONDS = 60;
const GOAL_MB = 512;

interface Measured {
  ms: number;
  fetchMs: number;
  matchMs: number;
  compared: number;
  found: Record<string, number>;
  rss: number;
}

/**
 * Reconciliation by the code of a deployment: Stripe's SDK asks for every page over HTTP, the mirror and the matcher use a
 * real PostgreSQL. Stripe itself is a small server of a made-up world, so that its own speed is not measured.
 */
export async function benchReconcile({ quick, say }: Bench): Promise<Row[]> {
  const engines = await startEngines({ temporal: false });
  const to = (Math.floor(Date.now() / 86_400_000) - 3) * 86_400;
  const sizes = quick ? QUICK_SIZES : SIZES;
  say(`Reconciliation of payments, lists over HTTP on this machine, ${EACH} planted mistakes of each type`);
  try {
    const runs: { payments: number; measured: Measured }[] = [];
    for (const payments of sizes) {
      const world = new World({ payments, each: EACH, to });
      const url = await engines.newDatabase();
      await fillRows(url, new WorldLists(world));
      const measured = await measure(url, payments, to);
      sayOf(payments, world, measured, say);
      runs.push({ payments, measured });
    }
    return rowsOf(runs[0]!, runs[1]!);
  } finally {
    await engines.stop();
  }
}

const secondsOf = ({ ms }: Measured): number => ms / 1000;
const megabytesOf = ({ rss }: Measured): number => rss / 1024 / 1024;

type Run = { payments: number; measured: Measured };

/** Per 10,000 payments, and the larger run beside the smaller one: ten times the payments must not take more than that. */
function rowsOf(small: Run, large: Run): Row[] {
  const per = ({ payments, measured }: Run): number => (secondsOf(measured) / payments) * 10_000;
  const [seconds, megabytes] = [secondsOf(large.measured), megabytesOf(large.measured)];
  return [
    {
      what: `reconciliation per 10,000 payments, of ${large.payments}`,
      figure: `${per(large).toFixed(2)} s`,
      beside: `of ${small.payments}: ${per(small).toFixed(2)} s`,
      ratio: per(large) / per(small),
      goal: '≤ 1.00',
      met: per(large) <= per(small),
    },
    valueRow(
      { what: `reconciliation of ${large.payments} payments`, figure: `${seconds.toFixed(1)} s` },
      seconds,
      GOAL_SECONDS,
      's',
    ),
    valueRow(
      {
        what: 'its peak memory',
        figure: `${megabytes.toFixed(0)} MB`,
        beside: `of ${small.payments}: ${megabytesOf(small.measured).toFixed(0)} MB`,
        ratio: megabytes / megabytesOf(small.measured),
      },
      megabytes,
      GOAL_MB,
      'MB',
    ),
  ];
}

async function measure(url: string, payments: number, to: number): Promise<Measured> {
  const part = (name: string): string => join(process.cwd(), 'dist/test/bench', name);
  const server = await startLineChild('test/bench/stripe-lists.js', [String(payments), String(EACH), String(to)]);
  try {
    const args = [part('reconcile-run.js'), url, String(to), server.line];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as Measured;
  } finally {
    await server.stop();
  }
}

function sayOf(
  payments: number,
  world: World,
  { ms, fetchMs, matchMs, compared, found, rss }: Measured,
  say: (line: string) => void,
): void {
  const planted = world.discrepancyCounts();
  let [total, right, invented] = [0, 0, 0];
  for (const count of planted.values()) total += count;
  for (const [type, count] of Object.entries(found)) {
    const due = planted.get(type as never) ?? 0;
    right += Math.min(count, due);
    invented += Math.max(0, count - due);
  }
  say(
    `  ${payments} payments: ${(ms / 1000).toFixed(1)} s (fetching ${(fetchMs / 1000).toFixed(1)} s, matching ${(matchMs / 1000).toFixed(1)} s of ${compared} cases), ` +
      `peak memory ${(rss / 1024 / 1024).toFixed(0)} MB; of ${total} planted mistakes ${right} found, ${invented} invented`,
  );
}
