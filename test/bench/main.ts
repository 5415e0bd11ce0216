/** `npm run bench [books] [batch] [jobs] [load] [console] [streams] [growth] [recovery] [pdf] [reconcile]`: figures as ratios, measured side by side in one run. */
import { cpus } from 'node:os';
import { benchBatch } from './batch.js';
import { benchBooks } from './books.js';
import { benchConsole } from './console.js';
import { startBenchEngines } from './engines.js';
import { benchGrowth } from './growth.js';
import { benchJobList } from './job-list.js';
import { benchOpenLoad } from './open-load.js';
import { benchRecovery } from './recovery.js';
import { benchStreams } from './streams.js';

const wanted = new Set(process.argv.slice(2).filter((word) => !word.startsWith('-')));
const want = (name: string): boolean => wanted.size === 0 || wanted.has(name);

console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.versions.node}\n`);
if (want('pdf')) {
  await import('./pdf.js');
  console.log('');
}
if (want('reconcile')) {
  const { benchReconcile } = await import('./reconcile.js');
  console.log((await benchReconcile()).join('\n'), '\n');
}
if (['books', 'batch', 'jobs', 'load', 'console', 'streams', 'growth'].some(want)) {
  const engines = await startBenchEngines();
  try {
    if (want('jobs')) console.log((await benchJobList(engines)).join('\n'), '\n');
    if (want('load')) console.log((await benchOpenLoad(engines)).join('\n'), '\n');
    if (want('console')) console.log((await benchConsole(engines)).join('\n'), '\n');
    if (want('streams')) console.log((await benchStreams(engines)).join('\n'), '\n');
    if (want('books')) console.log((await benchBooks(engines)).join('\n'), '\n');
    if (want('growth')) console.log((await benchGrowth(engines)).join('\n'), '\n');
    if (want('batch')) console.log((await benchBatch(engines)).join('\n'), '\n');
  } finally {
    await engines.stop();
  }
}
if (want('recovery')) console.log((await benchRecovery()).join('\n'), '\n');
