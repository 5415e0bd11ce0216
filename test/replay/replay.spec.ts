import { readFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle } from '../support/workflow-bundle.js';

const folder = join(process.cwd(), 'test', 'replay', 'histories');
const histories = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
const FIRST_BOOKS = '0.1.0/generate-book-completed.json';
const TODAYS_BOOKS = 'fewer-tasks/generate-book-completed.json';
const historyOf = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** Changes that would break running workflows, as somebody could make them by accident in today's bundle. */
const BREAKS: [why: string, history: string, change: (code: string) => string][] = [
  [
    'a step is done twice',
    TODAYS_BOOKS,
    (code) => code.replace(/([\w$]+\.artwork)\.drawPages\(/, '($1.drawPages({}), $1.drawPages)('),
  ],
  ['two steps change places', FIRST_BOOKS, (code) => code.replaceAll('pdf.printInterior(', 'pdf.preflight(')],
  ['a step is renamed', TODAYS_BOOKS, (code) => code.replaceAll('pdf.printBook(', 'pdf.bindBook(')],
  [
    'a step is left out',
    FIRST_BOOKS,
    (code) => code.replace(/await step\(\(\) ?=> ?[\w$]+\.pdf\.printCover\(\{\s*jobId,?\s*\}\)\);/, ''),
  ],
  [
    'a step is added',
    TODAYS_BOOKS,
    (code) => code.replace(/([\w$]+\.jobs)\.planBook\(/, '($1.countPages({}), $1.planBook)('),
  ],
  [
    'what first books need is given up',
    FIRST_BOOKS,
    (code) => code.replace(/[\w$()., ]*\bpatched\)?\(['"]fewer-tasks['"]\)/, 'true'),
  ],
];

describe('stored histories', () => {
  let codePath: string;
  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    codePath = await workflowBundle();
  });

  it('exist for every scenario of a book', () => {
    expect(histories.length).toBeGreaterThanOrEqual(41);
  });

  it.each(histories)('%s replays with the workflows of today', async (name) => {
    await Worker.runReplayHistory({ workflowBundle: { codePath } }, historyOf(name), 'replayed');
  });

  it.each(BREAKS)('catch it when %s', async (_why, history, change) => {
    const code = await readFile(codePath, 'utf8');
    const broken = change(code);
    expect(broken === code).toBe(false); // the bundle itself would fill the report
    const replay = Worker.runReplayHistory({ workflowBundle: { code: broken } }, historyOf(history), 'replayed');
    await expect(replay).rejects.toMatchObject({ name: 'DeterminismViolationError' });
  });
});
