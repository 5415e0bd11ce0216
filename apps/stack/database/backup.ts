import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { storageOf } from '#config/storage.js';
import { BackupError } from '#backup/manifest.js';
import { pruneBackups, takeBackup } from '#backup/take-backup.js';
import { verifyBackup } from '#backup/verify-backup.js';
import { openStore } from '#storage/open-store.js';
import { openHome } from '../home/home.js';
import { withDatabase } from './own-database.js';
import { loadDotEnv, readSettings } from '../home/settings.js';

const HELP = `npm run backup -- --to FOLDER            backs up database and files; the second time, only new files are copied
npm run backup -- --to FOLDER --keep 14   and takes away all but the newest 14
npm run backup -- --to FOLDER --verify    reads the newest backup again, takes none
npm run backup -- --to FOLDER --verify --snapshot NAME

The platform may go on working meanwhile. Secrets are not in it: keep .env, or secrets.json of the data folder, elsewhere.
Exit codes: 0 done, 1 the backup is damaged or could not be taken, 2 the command was not understood.
`;

/** `npm run backup` */
export async function main(args: string[]): Promise<number> {
  const options = parse(args);
  if (!options) return 2;
  try {
    loadDotEnv();
    return options.verify ? await verify(options) : await backUp(options);
  } catch (error) {
    console.error(`✘ ${error instanceof BackupError || error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

interface Options {
  to: string;
  keep: number | null;
  verify: boolean;
  snapshot: string | undefined;
}

function parse(args: string[]): Options | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        to: { type: 'string' },
        keep: { type: 'string' },
        verify: { type: 'boolean', default: false },
        snapshot: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    const keep = values.keep === undefined ? null : Number(values.keep);
    const isFine = !values.help && (keep === null || (Number.isInteger(keep) && keep >= 1));
    if (values.to && isFine) return { to: resolve(values.to), keep, verify: values.verify, snapshot: values.snapshot };
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
  process.stdout.write(HELP);
  return null;
}

async function backUp({ to, keep }: Options): Promise<number> {
  const settings = readSettings();
  const home = openHome(settings.COLORBOOK_HOME);
  const store = await openStore(storageOf(process.env, settings.STORAGE_DIR ?? home.artifacts));
  const started = Date.now();
  const { name, manifest, copied, there, totalBytes } = await withDatabase(settings, home, false, (url) =>
    takeBackup(url, store, to),
  );
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `✔ ${name}: ${rows} rows, ${copied + there} files (${copied} new), ${megabytes(totalBytes)}, ${seconds} s`,
  );
  if (keep !== null) {
    const gone = await pruneBackups(to, keep);
    if (gone.backups > 0)
      console.log(`✔ took away ${gone.backups} older backup(s) and ${gone.files} file(s) of theirs`);
  }
  return 0;
}

async function verify({ to, snapshot }: Options): Promise<number> {
  const { name, manifest, files } = await verifyBackup(to, snapshot);
  console.log(`✔ ${name} is whole: ${manifest.tables.length} tables, ${files} files, taken at ${manifest.takenAt}`);
  return 0;
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
