import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { storageOf } from '#config/storage.js';
import { restoreBackup } from '#backup/restore-backup.js';
import { openStore } from '#storage/open-store.js';
import { openHome } from '../home/home.js';
import { withDatabase } from './own-database.js';
import { loadDotEnv, readSettings } from '../home/settings.js';

const HELP = `npm run restore -- --from FOLDER                    restores the newest backup into an empty database
npm run restore -- --from FOLDER --snapshot NAME    another one
npm run restore -- --from FOLDER --overwrite        in the place of what is in the database

Stop the platform first. Everything is read and checked before anything is changed. What was at work when the backup was taken
is told as failed, or starts anew, within seconds of the next start; accounts that were erased since are erased again.
Exit codes: 0 done, 1 it could not be done and nothing is half restored, 2 the command was not understood.
`;

/** `npm run restore` */
export async function main(args: string[]): Promise<number> {
  const options = parse(args);
  if (!options) return 2;
  try {
    loadDotEnv();
    const settings = readSettings();
    const home = openHome(settings.COLORBOOK_HOME);
    const store = await openStore(storageOf(process.env, settings.STORAGE_DIR ?? home.artifacts));
    const done = await withDatabase(settings, home, true, (url) => restoreBackup(url, store, options.from, options));
    console.log(
      `✔ ${done.name}: ${done.rows} rows and ${done.copied + done.there} files (${done.copied} copied) as of ${done.takenAt}`,
    );
    if (done.eraseAgain > 0)
      console.log(`  ${done.eraseAgain} account(s) that were erased since will be erased again at the next start.`);
    return 0;
  } catch (error) {
    console.error(`✘ ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

function parse(args: string[]): { from: string; overwrite: boolean; snapshot?: string } | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        from: { type: 'string' },
        overwrite: { type: 'boolean', default: false },
        snapshot: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    const { from, overwrite, snapshot } = values;
    if (from && !values.help) return { from: resolve(from), overwrite, ...(snapshot ? { snapshot } : {}) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
  process.stdout.write(HELP);
  return null;
}
