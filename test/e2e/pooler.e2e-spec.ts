import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '#database/database.js';
import { asDatabaseFailure } from '#database/database-fault.js';
import { addressProblem } from '#database/pooler.js';
import { MigrationError, migrate } from '#database/migrate.js';
import type { BookView } from '#contracts/books.js';
import { inProject } from '../../apps/stack/project.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { findPgBouncer, startPgBouncer } from '../support/pgbouncer.js';
import type { PgBouncer } from '../support/pgbouncer.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { eventually } from '../support/stack.js';

const program = await findPgBouncer();
if (!program) process.stderr.write('Left out: the API behind PgBouncer itself, which is not installed here.\n');

/** The settings that docs/deploy.md asks for. */
const documented = /```ini\n\[pgbouncer\]\n([^`]*)```/.exec(readFileSync('docs/deploy.md', 'utf8'))?.[1] ?? '';

describe('the address of a database', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
  });
  afterAll(() => platform?.stop());

  it('is that of PostgreSQL itself, or of a server that is unavailable, which is reported later', async () => {
    const { databaseUrl: url } = platform;
    expect(await addressProblem({ url })).toBeNull();
    expect(await addressProblem({ url, directUrl: url })).toBeNull();
    expect(await addressProblem({ url: 'postgresql://127.0.0.1:1/nobody' })).toBeNull();
    expect(documented).toMatch(/pool_mode = transaction[^]*query_timeout = 15[^]*idle_transaction_timeout = 20/);
  });

  if (program) {
    describe('of PgBouncer in transaction mode', () => {
      let asDocumented: PgBouncer;
      let ignoring: PgBouncer;
      let api: Api;
      beforeAll(async () => {
        const { databaseUrl } = platform;
        asDocumented = await startPgBouncer(program, databaseUrl, documented);
        const ignored = 'ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout';
        ignoring = await startPgBouncer(program, databaseUrl, `${documented}${ignored}`);
        api = await startApi(platform, {
          DATABASE_URL: asDocumented.url,
          DATABASE_DIRECT_URL: `${databaseUrl}?application_name=direct`,
        });
      });
      afterAll(async () => {
        await api?.stop();
        await Promise.all([asDocumented?.stop(), ignoring?.stop()]);
        delete process.env['DATABASE_DIRECT_URL'];
      });

      it('is distinguished from PostgreSQL, whether it refuses our limits or ignores them', async () => {
        for (const { url } of [asDocumented, ignoring]) {
          expect(await addressProblem({ url })).toMatch(
            /^DATABASE_URL: leads to a connection pooler; set DATABASE_DIRECT_URL/,
          );
          expect(await addressProblem({ url, directUrl: url })).toMatch(
            /^DATABASE_DIRECT_URL: leads to a connection pooler/,
          );
          expect(await addressProblem({ url, directUrl: platform.databaseUrl })).toBeNull();
        }
      });

      it.each(['api', 'worker'])('ends an %s that has no direct address, with what to do', async (name) => {
        const { NODE_OPTIONS: _jestsOwn, NODE_ENV: _test, DATABASE_DIRECT_URL: _direct, ...env } = process.env;
        const child = spawn(process.execPath, [inProject('dist', 'apps', name, 'main.js')], {
          env: { ...env, DATABASE_URL: ignoring.url, WORKFLOW_BUNDLE: inProject('dist', 'workflow-bundle.js') },
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        let words = '';
        child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
        const [code] = (await once(child, 'close')) as [number];
        expect([code, words]).toEqual([78, expect.stringContaining('set DATABASE_DIRECT_URL to PostgreSQL itself')]);
      });

      it('does not hold up two migrations at once, and is refused for one', async () => {
        expect((await Promise.all([1, 2, 3].map(() => migrate(platform.databaseUrl)))).flat()).toEqual([]);
        for (const { url } of [asDocumented, ignoring]) {
          const both = await Promise.allSettled([migrate(url), migrate(url)]);
          for (const each of both)
            expect(each).toMatchObject({ status: 'rejected', reason: expect.any(MigrationError) });
        }
      });

      it('carries transactions, locks and many writers at once, each write once', async () => {
        const count = 24;
        const make = () =>
          api.ask<BookView>('POST', '/api/books', { as: 'author', body: { theme: 'a fox counts', pages: 2 } });
        const books = await Promise.all(Array.from({ length: count }, make));
        expect(new Set(books.map(({ body }) => body.id)).size).toBe(count);
        const user = (await api.register('reader@test.local')).user;
        expect(user.email).toBe('reader@test.local');
        const rows = await platform.db.book.findMany({
          where: { id: { in: books.map(({ body }) => body.id) } },
          include: { pages: true },
        });
        expect(rows.map(({ pages }) => pages.length)).toEqual(Array.from({ length: count }, () => 3));
      });

      it('leaves LISTEN to the direct address', async () => {
        const listeners = () =>
          platform.db.$queryRaw<
            unknown[]
          >`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'direct' AND query = 'LISTEN event'`;
        await eventually('the api listens', async () => (await listeners()).length === 1);
      });

      it('is taken for PostgreSQL itself where it keeps sessions', async () => {
        const settings = documented.replace('pool_mode = transaction', 'pool_mode = session');
        const ignored = 'ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout';
        const sessions = await startPgBouncer(program, platform.databaseUrl, `${settings}${ignored}`);
        try {
          expect(await addressProblem({ url: sessions.url })).toBeNull();
          expect(await addressProblem({ url: asDocumented.url, directUrl: sessions.url })).toBeNull();
          expect(await migrate(sessions.url)).toEqual([]);
        } finally {
          await sessions.stop();
        }
      }, 60_000);

      it('bounds a statement by its own settings, as a fault that passes', async () => {
        const quick = await startPgBouncer(
          program,
          platform.databaseUrl,
          documented.replace('query_timeout = 15', 'query_timeout = 1'),
        );
        const db = openDatabase({ url: quick.url, directUrl: platform.databaseUrl, pool: 2, name: 'test' });
        try {
          const failure = await db.$queryRaw`SELECT pg_sleep(60)::text`.then(
            () => null,
            (error: unknown) => error,
          );
          expect(asDatabaseFailure(failure)).toMatchObject({ code: 'database-unavailable' });
          expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
        } finally {
          await db.$disconnect();
          await quick.stop();
        }
      });
    });
  }
});
