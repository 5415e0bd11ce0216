import { Client } from 'pg';

/** Migrated once per server; each suite works on copies of it. */
export const TEMPLATE_DATABASE = 'migrated_template';
export const TEST_DATABASE_PREFIX = 'test_';

/** Drops the suites' databases, and the template when it is out of date. */
export async function dropTestDatabases(adminUrl: string, { template }: { template: boolean }): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1) OR ($2 AND datname = $3)',
      [TEST_DATABASE_PREFIX, template, TEMPLATE_DATABASE],
    );
    for (const { datname } of rows)
      await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(datname)} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
