/**
 * Runs beside a parent process and ends its children after it, however it ended: the stdin of this process is a
 * pipe that the system closes then. It has its own session, so that signals of a terminal or process group do not reach it.
 *
 * Input, one JSON object per line: `{ "pid", "signal", "folder" }` adds a process (and its temporary folder),
 * `{ "ended": pid }` removes one.
 */
import { readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** A stack drains until it gets a second signal. */
const ASK_AGAIN_AFTER_MS = 1_000;
const KILL_AFTER_MS = 15_000;
const POLL_MS = 50;

const children = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const { ended, ...child } = JSON.parse(line);
  if (ended === undefined) children.set(child.pid, child);
  else children.delete(ended);
}
await endAll([...children.values()].reverse());

async function endAll(all) {
  const started = Date.now();
  for (const { pid, signal } of all) send(pid, signal);
  let asked = false;
  for (let left = all; (left = left.filter(({ pid }) => isAlive(pid))).length > 0; await delay(POLL_MS)) {
    const elapsed = Date.now() - started;
    if (!asked && elapsed > ASK_AGAIN_AFTER_MS) {
      asked = true;
      for (const { pid, signal } of left) send(pid, signal);
    }
    if (elapsed > KILL_AFTER_MS) for (const { pid } of left) send(pid, 'SIGKILL');
    if (elapsed > 2 * KILL_AFTER_MS) break;
  }
  for (const { folder } of all) if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

/** A zombie has ended; without a wait its pid remains. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}
