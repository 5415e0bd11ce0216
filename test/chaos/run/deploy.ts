import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BEFORE = "showState)('running');";

/**
 * Writes another version of the workflows over the bundle: one command more in `generateBook`, behind a `patched` of its
 * own (or, not `patched`, behind none), as a developer changes one that is running. Each call is one version more; all earlier ones stay in it.
 */
export async function changeWorkflows(program: string, patched: boolean): Promise<void> {
  const path = join(program, 'dist', 'workflow-bundle.js');
  const text = await readFile(path, 'utf8');
  const begin = text.indexOf('async function generateBook(');
  const where = text.indexOf(BEFORE, begin);
  if (begin < 0 || where < 0) throw new Error('The bundle is not made as the deploy expects it.');
  const version = text.split('/* storm-version-').length;
  const workflow = /(_temporalio_workflow__WEBPACK_IMPORTED_MODULE_\d+__)/.exec(text.slice(begin))![1]!;
  const guard = patched ? `if (${workflow}.patched('storm-version-${version}')) ` : '';
  const extra = ` ${guard}await ${workflow}.sleep(1); /* storm-version-${version} */`;
  const end = where + BEFORE.length;
  await writeFile(`${path}.new`, text.slice(0, end) + extra + text.slice(end));
  await rename(`${path}.new`, path);
}
