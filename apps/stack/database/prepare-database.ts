import { pathToFileURL } from 'node:url';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { migrate } from '#database/migrate.js';
import { inProject } from '../project.js';
import { account } from '../home/state-file.js';
import type { Account } from '../home/state-file.js';

const input = z.object({ databaseUrl: z.string(), accounts: z.array(account) });

/** What is used of prisma/seed.ts, which is loaded by its path. */
interface Seed {
  seedDemoAccounts(databaseUrl: string, accounts: Account[]): Promise<void>;
}

/**
 * A short-lived process of the stack: applies migrations and creates the demo accounts. It is a
 * separate process, so that the supervisor does not load Prisma.
 * Reads `{ databaseUrl, accounts }` as JSON on its input and prints the names of the migrations that it applied.
 */
async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const { databaseUrl, accounts } = input.parse(JSON.parse(Buffer.concat(chunks).toString()));
  const applied = await migrate(databaseUrl);
  const seed = inProject('dist', 'prisma', 'seed.js');
  if (accounts.length > 0 && existsSync(seed)) {
    const { seedDemoAccounts }: Seed = await import(pathToFileURL(seed).href);
    await seedDemoAccounts(databaseUrl, accounts);
  }
  process.stdout.write(`${JSON.stringify(applied)}\n`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
