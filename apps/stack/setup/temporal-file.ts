import { access, readFile, writeFile } from 'node:fs/promises';

/**
 * The dev server brings no file of an older server up to its own schema: 1.32 ends on one of 1.29 with "no such table".
 * So a data folder keeps the server release (`1.29`) that created it, recorded beside its SQLite file.
 */
export interface TemporalFile {
  path: string;
  /** Null: the file does not exist yet. */
  release: string | null;
}

/** For files without a record: the two releases that earlier versions used. */
const BEFORE = '1.29';
const TABLE_SINCE = '1.32';

export async function temporalFile(path: string): Promise<TemporalFile> {
  const recorded = await readFile(markOf(path), 'utf8').catch(() => '');
  if (/^\d+\.\d+$/.test(recorded.trim())) return { path, release: recorded.trim() };
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return { path, release: isThere ? await releaseByTables(path) : null };
}

/** Records the file's release. */
export const markTemporalFile = (path: string, release: string): Promise<void> =>
  writeFile(markOf(path), `${release}\n`);

const markOf = (path: string): string => `${path}.release`;

async function releaseByTables(path: string): Promise<string> {
  const { DatabaseSync } = await import('node:sqlite');
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    const found = file.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'current_chasm_executions'`).get();
    return found ? TABLE_SINCE : BEFORE;
  } finally {
    file.close();
  }
}
