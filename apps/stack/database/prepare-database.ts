import { pathToFileURL } from 'node:url';
import { existsSync } from 'node:fs';
import { migrate } from '#database/migrate.js';
import { inProject } from '../project.js';
import type { Account } from '../home/state-file.js';

/**
 * A short-lived process of the stack: applies migrations and creates the demo accounts. It is a
 * separate process, so that the supervisor does not load Prisma.
 * Reads `{ databaseUrl, accounts }` as JSON on its input and prints the names of the migrations that it applied.
 */
async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const { databaseUrl, accounts } = JSON.parse(Buffer.concat(chunks).toString()) as {
    databaseUrl: string;
    accounts: Account[];
  };
  const applied = await migrate(databaseUrl);
  const seed = inProject('dist', 'prisma', 'seed.js');
  if (accounts.length > 0 && existsSync(seed)) {
    const { seedDemoAccounts } = (await import(pathToFileURL(seed).href)) as {
      seedDemoAccounts(databaseUrl: string, accounts: Account[]): Promise<void>;
    };
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
