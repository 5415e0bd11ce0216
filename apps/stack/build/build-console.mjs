/** Builds the console when an input has changed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressFiles } from './compress-files.mjs';
import { say } from '../say.mjs';

export async function buildConsole(root) {
  const source = join(root, 'apps', 'console');
  const stampPath = join(root, 'dist', '.console-stamp');
  const stamp = stampOf(root);
  const made = existsSync(join(root, 'dist', 'console', 'index.html')) && existsSync(stampPath);
  if (made && readFileSync(stampPath, 'utf8') === stamp) return;
  say('Building the console …');
  const { build } = await import('vite');
  // Vite sets NODE_ENV for the process, which continues as the stack: production requires keys
  const { NODE_ENV } = process.env;
  try {
    await build({ configFile: join(source, 'vite.config.ts'), logLevel: 'warn', mode: 'production' });
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
  compressFiles(join(root, 'dist', 'console', 'assets'));
  writeFileSync(stampPath, stamp);
}

/** Inputs of the console: its sources, contracts, the client, languages and the lock file. */
function stampOf(root) {
  const digest = createHash('sha256');
  // the build script is an input, too
  for (const path of [join(root, 'package-lock.json'), fileURLToPath(new URL('compress-files.mjs', import.meta.url))])
    digest.update(readFileSync(path));
  for (const folder of ['apps/console', 'libs/contracts', 'libs/client', 'libs/i18n'])
    for (const name of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort())
      digest.update(name.slice(root.length)).update(readFileSync(name));
  return digest.digest('hex');
}
