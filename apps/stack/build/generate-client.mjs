/** The Prisma client of `libs/database/generated`, regenerated when the schema or Prisma changes. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expected, say } from '../say.mjs';

export async function generateClient(root) {
  const schema = join(root, 'prisma', 'schema.prisma');
  if (!existsSync(schema)) return;
  const folder = join(root, 'libs', 'database', 'generated');
  const stampPath = join(folder, '.stamp');
  const manifest = readFileSync(join(root, 'node_modules', '@prisma', 'client-generator-ts', 'package.json'));
  const stamp = createHash('sha256').update(readFileSync(schema)).update(manifest).digest('hex');
  if (existsSync(join(folder, 'client.ts')) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp)
    return;
  say('Generating the database client …');
  await generate(root, schema, JSON.parse(manifest).version).catch((error) => {
    throw expected(`The database client could not be generated:\n${error.stack ?? error.message}`);
  });
  writeFileSync(stampPath, stamp);
}

/**
 * Does what `prisma generate` does with its two underlying packages: the command itself would add 130 MB of Prisma Studio and
 * development server. Their ESM builds do not load in Node, so they are required.
 */
async function generate(root, schema, version) {
  const require = createRequire(import.meta.url);
  const { getGenerators, loadSchemaContext } = require('@prisma/internals');
  const { PrismaClientTsGenerator } = require('@prisma/client-generator-ts');
  const generators = await getGenerators({
    schemaContext: await loadSchemaContext({
      schemaPath: { cliProvidedPath: schema },
      printLoadMessage: false,
      cwd: root,
    }),
    registry: { 'prisma-client': { type: 'in-process', generator: new PrismaClientTsGenerator() } },
    version,
  });
  for (const generator of generators) {
    try {
      await generator.generate();
    } finally {
      generator.stop();
    }
  }
}
