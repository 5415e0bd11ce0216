import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { startEngines } from '../support/stack.js';
import { World } from '../support/payments/world.js';
import { WorldLists } from '../support/payments/world-remote.js';
import { fillRows } from '../support/payments/world-rows.js';

const SIZES = [10_000, 100_000];
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
export async function benchReconcile(): Promise<string[]> {
  const engines = await startEngines({ temporal: false });
  const to = (Math.floor(Date.now() / 86_400_000) - 3) * 86_400;
  try {
    const lines = [
      `Reconciliation of payments, lists over HTTP on this machine, ${EACH} planted mistakes of each type`,
    ];
    const seconds: number[] = [];
    for (const payments of SIZES) {
      const world = new World({ payments, each: EACH, to });
      const url = await engines.newDatabase();
      await fillRows(url, new WorldLists(world));
      const measured = await measure(url, payments, to);
      seconds.push(measured.ms / 1000);
      lines.push(...inWords(payments, world, measured));
    }
    const growth = (seconds[1] ?? 0) / (seconds[0] ?? 1);
    lines.push(`  ten times the payments took ${growth.toFixed(1)} times as long`);
    return lines;
  } finally {
    await engines.stop();
  }
}

async function measure(url: string, payments: number, to: number): Promise<Measured> {
  const part = (name: string): string => join(process.cwd(), 'dist/test/bench', name);
  const args = [part('stripe-lists.js'), String(payments), String(EACH), String(to)];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [address] = (await once(createInterface(server.stdout), 'line')) as [string];
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [part('reconcile-run.js'), url, String(to), address]);
    return JSON.parse(stdout) as Measured;
  } finally {
    server.kill('SIGTERM');
  }
}

function inWords(payments: number, world: World, { ms, fetchMs, matchMs, compared, found, rss }: Measured): string[] {
  const planted = world.planted();
  let [total, right, invented] = [0, 0, 0];
  for (const count of planted.values()) total += count;
  for (const [type, count] of Object.entries(found)) {
    const due = planted.get(type as never) ?? 0;
    right += Math.min(count, due);
    invented += Math.max(0, count - due);
  }
  const goals = payments === Math.max(...SIZES) ? ` (goal ≤ ${GOAL_SECONDS} s)` : '';
  const room = payments === Math.max(...SIZES) ? ` (goal ≤ ${GOAL_MB} MB)` : '';
  return [
    `  ${payments} payments        ${(ms / 1000).toFixed(1)} s${goals}: fetching ${(fetchMs / 1000).toFixed(1)} s, matching ${(matchMs / 1000).toFixed(1)} s of ${compared} cases`,
    `    peak memory           ${(rss / 1024 / 1024).toFixed(0)} MB${room}`,
    `    of ${total} planted        ${right} found, ${invented} invented`,
  ];
}
