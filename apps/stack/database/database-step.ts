import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { inProject } from '../project.js';
import type { Account } from '../home/state-file.js';

/** Runs `prepare-database.js` and returns the names of the applied migrations. Throws with its output when it fails. */
export async function migrateAndSeed(databaseUrl: string, accounts: readonly Account[]): Promise<string[]> {
  const script = inProject('dist', 'apps', 'stack', 'database', 'prepare-database.js');
  const child = spawn(process.execPath, ['--enable-source-maps', script], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  // Passwords go through stdin, since other users can read arguments and environment.
  child.stdin.on('error', () => undefined).end(JSON.stringify({ databaseUrl, accounts }));
  const [code]: unknown[] = await once(child, 'close');
  if (code !== 0) throw new Error(`The database could not be prepared:\n${errors.trim()}`);
  return z.array(z.string()).parse(JSON.parse(output));
}
