/**
 * Records one history of each scenario on a real server, for the replay tests:
 * `npm run build && node dist/test/replay/record-histories.js NAME [SCENARIO]`. Run it when a workflow gets a new scenario; keep
 * the old files, since runs that began under old code must still replay.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { accounts } from './scenarios/accounts.js';
import { batches } from './scenarios/batches.js';
import { books } from './scenarios/books.js';
import { bulk } from './scenarios/bulk.js';
import { drive } from './scenarios/drive.js';
import { money } from './scenarios/money.js';
import { upkeep } from './scenarios/upkeep.js';
import { artist, google, openPlatform } from './environment.js';

const [release = 'current', wanted = ''] = process.argv.slice(2);
const folder = join(process.cwd(), 'test', 'replay', 'histories', release);
const scenarios = { ...books, ...drive, ...batches, ...bulk, ...money, ...accounts, ...upkeep };

/** Runs for ever: what it did until now is recorded. */
const ENDLESS = new Set(['watchdog-four-rounds']);

const platform = await openPlatform();
try {
  await platform.startWorkers();
  await mkdir(folder, { recursive: true });
  for (const [name, scenario] of Object.entries(scenarios).filter(([each]) => each.startsWith(wanted))) {
    artist.misbehave = () => undefined;
    artist.calls.length = 0;
    const workflowId = await scenario(platform);
    const handle = platform.client.workflow.getHandle(workflowId);
    await (ENDLESS.has(name) ? handle.terminate('recorded') : handle.result());
    const history = await platform.client.workflow.getHandle(workflowId).fetchHistory();
    // stacks of failures name where the checkout lies
    const text = JSON.stringify(JSON.parse(historyToJSON(history))).replaceAll(process.cwd(), '/app');
    await writeFile(join(folder, `${name}.json`), text);
    console.log(`${name}: ${history.events?.length ?? 0} events`);
  }
} finally {
  await platform.stop();
  await google.close();
}
