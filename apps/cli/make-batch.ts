import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { BatchView } from '#contracts/batches.js';
import type { Terminal } from '../stack/terminal.js';
import type { ApiClient } from './api-client.js';
import type { ListedBook } from './batch-list.js';
import { BadUsage } from './book-options.js';
import { batchLine } from './batch-report.js';
import type { Choice } from './interruption.js';
import { retrying } from './retrying.js';
import { type SavedFile, saveFile } from './save-artifact.js';

export interface FailedBook {
  line: number;
  title: string;
  reason: string;
}

export interface MadeBatch {
  batch: BatchView;
  zip: Omit<SavedFile, 'pages'> | null;
  failed: FailedBook[];
  /** The person left; the batch goes on without us. */
  left: boolean;
}

const LOOK_EVERY_MS = 1_000;
const PATIENCE_MS = 5 * 60_000;

/**
 * Makes the books of a list and one batch that draws them, follows it to its end, and saves its archive. Throws `BadUsage`
 * when the author's plan has no room for all of it.
 */
export async function makeBatch(
  client: ApiClient,
  list: ListedBook[],
  out: string,
  terminal: Terminal,
  decided: Promise<Choice>,
): Promise<MadeBatch> {
  await requireRoom(client, list);
  const key = randomUUID();
  const projectIds = await makeBooks(client, list, key, terminal);
  const { id } = await retrying(() => client.startBatch(projectIds, `batch-${key}`));
  let left = false;
  void decided.then(async (choice) => {
    if (choice === 'cancel') await retrying(() => client.cancelBatch(id)).catch(() => (left = true));
    else left = true;
  });
  let batch = await retrying(() => client.batch(id), PATIENCE_MS);
  let shown = '';
  while (batch.endedAt === null && !left) {
    shown = show(batch, shown, terminal);
    await delay(LOOK_EVERY_MS);
    batch = await retrying(() => client.batch(id), PATIENCE_MS);
  }
  if (batch.endedAt === null) return { batch, zip: null, failed: [], left: true };
  const { zip } = batch;
  const saved = zip && (await retrying(() => saveFile(() => client.downloadBatch(id), zip, out)));
  return { batch, zip: saved, failed: await failedBooks(client, id, list), left: false };
}

/** Nothing is begun that the plan would break off in the middle. */
async function requireRoom(client: ApiClient, list: ListedBook[]): Promise<void> {
  const { billing, projects, quota } = await retrying(() => client.billing());
  if (!billing) return;
  const drawings = list.reduce((sum, { form }) => sum + form.pages, 0);
  const room = Math.max(0, projects.limit - projects.used);
  const problems = [
    ...(list.length > room ? [`The list names ${list.length} books, and your plan has room for ${room} more.`] : []),
    ...(drawings > quota.left ? [`The list needs ${drawings} drawings, and ${quota.left} are left this month.`] : []),
  ];
  if (problems.length > 0) throw new BadUsage(problems);
}

/** All books, or none: what was made before a refusal is taken back. */
async function makeBooks(client: ApiClient, list: ListedBook[], key: string, terminal: Terminal): Promise<string[]> {
  const ids: string[] = [];
  try {
    for (const [at, { form }] of list.entries()) {
      terminal.now(`Making book ${at + 1} of ${list.length}`);
      ids.push((await retrying(() => client.createProject(form, `batch-${key}-${at + 1}`))).id);
    }
    return ids;
  } catch (error) {
    for (const id of ids) await client.deleteProject(id).catch(() => undefined);
    throw error;
  }
}

async function failedBooks(client: ApiClient, id: string, list: ListedBook[]): Promise<FailedBook[]> {
  const failed: FailedBook[] = [];
  for (const state of ['failed', 'parked', 'canceled'] as const)
    for (let after: number | null = 0; after !== null;) {
      const from: number = after;
      const page = await retrying(() => client.batchItems(id, state, from));
      for (const { position, title, message } of page.items)
        failed.push({ line: list[position - 1]?.line ?? 0, title, reason: message ?? state });
      after = page.next;
    }
  return failed.sort((one, other) => one.line - other.line);
}

/** A moving line on a terminal; elsewhere a plain line for each tenth. */
function show(batch: BatchView, shown: string, terminal: Terminal): string {
  if (terminal.isLive) {
    terminal.now(batchLine(batch));
    return '';
  }
  const { total, completed, failed } = batch.counts;
  const mark = `${batch.state} ${Math.floor((10 * (completed + failed)) / total)}`;
  if (mark !== shown) terminal.line(`    ${batchLine(batch)}`);
  return mark;
}
