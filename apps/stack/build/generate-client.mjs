/** The Prisma client of `libs/database/generated`, made again when the schema or Prisma itself changes. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expected, say } from '../say.mjs';

export async function generateClient(root) {
  const schema = join(root, 'prisma', 'schema.prisma');
  if (!existsSync(schema)) return;
  const folder = join(root, 'libs', 'database', 'generated');
  const stampPath = join(folder, '.stamp');
  const prisma = join(root, 'node_modules', 'prisma');
  const stamp = createHash('sha256')
    .update(readFileSync(schema))
    .update(readFileSync(join(prisma, 'package.json')))
    .digest('hex');
  if (existsSync(join(folder, 'client.ts')) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp)
    return;
  say('Generating the database client …');
  // `generate` has no use for the schema engine, but looks for it and would download it: any file that exists will do.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  const args = [join(prisma, 'build', 'index.js'), 'generate', '--no-hints'];
  await promisify(execFile)(process.execPath, args, { cwd: root, env }).catch((error) => {
    throw expected(`prisma generate failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
  });
  writeFileSync(stampPath, stamp);
}
