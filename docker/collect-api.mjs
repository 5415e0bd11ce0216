/**
 * `node docker/collect-api.mjs FOLDER` after `npm run build`: copies into FOLDER what an api, a migration and the commands
 * can load, and nothing else. Imports are traced by @vercel/nft; files that are opened by dynamic
 * names are listed in WHOLE.
 */
import { cpSync, existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { nodeFileTrace } from '@vercel/nft';

const root = join(import.meta.dirname, '..');

const ENTRIES = [
  'apps/api/main.js',
  'libs/pdf/preview/picture-thread.js', // started by its path
  'apps/stack/database/migrate.js',
  'apps/stack/database/backup.js',
  'apps/stack/database/restore.js',
  'apps/cli/audit.js',
  'apps/cli/deploy/deploy.js',
];

/** Fonts, pages and programs that are opened by dynamic names. */
const WHOLE = [
  'package.json',
  'prisma',
  'dist/apps/api',
  'dist/apps/cli',
  'dist/console',
  'dist/libs',
  'node_modules/@bull-board/ui/dist',
  'node_modules/@bull-board/ui/package.json',
  'node_modules/@fontsource',
  'node_modules/@prisma/schema-engine-wasm',
  'node_modules/pdfjs-dist/legacy/build/pdf.mjs',
  'node_modules/pdfjs-dist/legacy/build/pdf.worker.mjs',
  'node_modules/piscina/dist',
  'node_modules/swagger-ui-dist',
];

/** Source maps, which nothing in an image turns on; of packages also types and web fonts. */
const LEFT_OUT = /\.map$|\/node_modules\/.*(?:\.woff2|\.d\.[cm]?ts)$|swagger-ui-es-bundle/;

async function main([folder]) {
  if (!folder) throw new Error('Say into which folder.');
  const entries = ENTRIES.map((path) => join(root, 'dist', path));
  const { fileList } = await nodeFileTrace(entries, { base: root, processCwd: root });
  for (const path of fileList) copy(folder, path);
  for (const path of WHOLE) {
    if (!existsSync(join(root, path))) throw new Error(`There is no ${path}.`);
    copy(folder, path);
  }
}

function copy(folder, path) {
  const from = join(root, path);
  if (lstatSync(from).isDirectory() && !WHOLE.includes(path)) return;
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  cpSync(realpathSync(from), join(folder, path), { recursive: true, filter: (name) => !LEFT_OUT.test(name) });
}

await main(process.argv.slice(2));
