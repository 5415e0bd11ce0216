import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { anyFreePort } from '../home/free-port.js';
import { type Home, openHome } from '../home/home.js';
import { postgresPart } from './postgres-process.js';
import { postgresAnswers, postgresUrl } from '../database/postgres.js';
import { Supervisor } from './supervisor.js';

const PASSWORD = 'a password with "quotes" & signs';
let home: Home;
let port: number;

beforeAll(async () => {
  home = openHome(await mkdtemp(join(tmpdir(), 'colorbook-postgres-part-')));
  port = await anyFreePort();
});
afterAll(() => rm(home.path, { recursive: true, force: true }));

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: postgresUrl(port, PASSWORD, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was committed over kill -9 with sessions open, and over a restart', async () => {
    const supervisor = new Supervisor(home.logs, () => undefined);
    await supervisor.start(postgresPart(home, port, PASSWORD));
    const busy = await Promise.all(Array.from({ length: 5 }, connect));
    await busy[0]?.query('CREATE TABLE kept (n int)');
    for (let round = 1; round <= 3; round += 1) {
      await busy[0]?.query(`INSERT INTO kept VALUES (${round})`);
      for (const client of busy) client.query('SELECT pg_sleep(30)').catch(() => undefined);
      const pid = supervisor.describe()[0]?.pid ?? 0;
      process.kill(pid, 'SIGKILL');
      while (supervisor.describe()[0]?.restarts !== round || supervisor.describe()[0]?.state !== 'running')
        await delay(20);
      busy.splice(0, busy.length, ...(await Promise.all(Array.from({ length: 5 }, connect))));
    }
    await supervisor.stop();
    expect(await postgresAnswers(postgresUrl(port, PASSWORD, 'postgres'))).toBe(false);

    const again = new Supervisor(home.logs, () => undefined);
    await again.start(postgresPart(home, port, PASSWORD));
    const client = await connect();
    const { rows } = await client.query('SELECT sum(n)::int AS sum FROM kept');
    expect(rows).toEqual([{ sum: 6 }]);
    const { rows: encoding } = await client.query('SHOW server_encoding');
    expect(encoding).toEqual([{ server_encoding: 'UTF8' }]);
    await client.end();
    await again.stop();
  });
});
