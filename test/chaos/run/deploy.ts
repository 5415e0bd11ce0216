import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BEFORE = "showState)('running');";

/**
 * Replaces the workflow bundle by a new version with one more command in `generateBook`, guarded by `patched` unless
 * `patched` is false. Each call adds a version; earlier ones stay.
 */
export async function changeWorkflows(program: string, patched: boolean): Promise<void> {
  const path = join(program, 'dist', 'workflow-bundle.js');
  const text = await readFile(path, 'utf8');
  const start = text.indexOf('async function generateBook(');
  const where = text.indexOf(BEFORE, start);
  if (start < 0 || where < 0) throw new Error('The bundle does not contain generateBook as expected.');
  const version = text.split('/* chaos-version-').length;
  const workflow = /(_temporalio_workflow__WEBPACK_IMPORTED_MODULE_\d+__)/.exec(text.slice(start))![1]!;
  const guard = patched ? `if (${workflow}.patched('chaos-version-${version}')) ` : '';
  const extra = ` ${guard}await ${workflow}.sleep(1); /* chaos-version-${version} */`;
  const end = where + BEFORE.length;
  await writeFile(`${path}.new`, text.slice(0, end) + extra + text.slice(end));
  await rename(`${path}.new`, path);
}
