import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NAUGHTY_STRINGS } from '#fixtures/naughty-strings.js';
import type { Role } from '#contracts/auth.js';
import { startApi } from '../support/api.js';
import type { Answer, Api } from '../support/api.js';
import { operationsOf, sample, textPlaces, withValue } from '../support/open-api.js';
import type { Operation, Place } from '../support/open-api.js';
import { addressOf, makeOwnedThings } from '../support/owned-things.js';
import type { OwnedThings } from '../support/owned-things.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const AT_ONCE = 6;
const MAX_TURNS = 12;
/** Every field gets these, and its share of the long list; all fields together get all of it many times over. */
const SHARES = 6;
const KINDS = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '\u202a\u202b\u202d\u202eabc\u202c',
  '\ufffe\uffff',
  "'; --",
  '%00',
  'a@b\u0000.test',
  '\u{10ffff}',
];

/** Percent-encoded, as an address carries them. */
const IDS = [
  '%00',
  'a%00b',
  '%ff%fe',
  '%ED%A0%80',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  "'%20OR%201=1--",
  '%E2%80%AE',
  '9'.repeat(400),
  '-1',
  '__proto__',
  'constructor',
];

describe('naughty strings in every text of every route', () => {
  let platform: Platform;
  let api: Api;
  let things: OwnedThings;
  let operations: Operation[];

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
    const [owner, staff] = await Promise.all(
      ['author', 'support'].map((role) =>
        platform.db.user.findUniqueOrThrow({ where: { email: `${role}@test.local` } }),
      ),
    );
    things = await makeOwnedThings(platform, owner!.id, staff!.id, 'a plain text');
    operations = await operationsOf(api);
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  const versions = new Map<string, number>();
  async function ask(operation: Operation, query: string, body: unknown): Promise<Answer> {
    const send = async (): Promise<Answer> =>
      api.ask(operation.method, addressOf(operation.route, things) + query, {
        as: whoFor(operation.path),
        ...(body === undefined ? {} : { raw: JSON.stringify(body) }),
        headers: { 'if-match': String(versions.get(operation.path) ?? 1) },
      });
    // others edit the same thing at the same time: seen once more, it is sent once more
    for (let turn = 0; ; turn += 1) {
      const answer = await send();
      if (answer.status !== 412 || turn === MAX_TURNS) return answer;
      versions.set(operation.path, Number(/version (\d+)/.exec(String(answer.body['detail']))?.[1]));
    }
  }

  it('get an answer that is no 5xx: taken, or refused in words', async () => {
    const cases = operations.flatMap((operation) => casesOf(operation));
    expect(cases.length).toBeGreaterThan(2_000);
    const statuses = new Map<number, number>();
    const wrong: string[] = [];
    await inTurns(cases, async ({ operation, at, query, body, text }) => {
      const answer = await ask(operation, query, body).catch((error: unknown) => cutOff(error));
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500)
        wrong.push(
          `${operation.route} ${at}: ${JSON.stringify(text.slice(0, 40))} ${answer.status} ${String(answer.body['code'])}`,
        );
    });
    console.info(
      `${cases.length} requests, ${new Set(cases.map(({ operation, at }) => operation.route + at)).size} text fields of ${new Set(cases.map(({ operation }) => operation.route)).size} routes:`,
      Object.fromEntries(statuses),
    );
    expect([...new Set(wrong)].slice(0, 200)).toEqual([]);
    // what was refused everywhere would show nothing
    expect(statuses.get(422)! / cases.length).toBeLessThan(0.7);
  });

  it('get no 5xx either where an id belongs', async () => {
    const routes = operations.filter(({ path }) => path.includes('{'));
    const wrong: string[] = [];
    let asked = 0;
    for (const operation of routes)
      for (const text of IDS) {
        const path = operation.path.replace(/\{\w+\}/g, text);
        const { status } = await api.ask(operation.method, path, {
          as: whoFor(operation.path),
          ...(operation.body ? { body: sample(operation.body) } : {}),
          headers: { 'if-match': '1' },
        });
        asked += 1;
        if (status >= 500) wrong.push(`${operation.route} ${text} ${status}`);
      }
    console.info(`${asked} wrong ids at ${routes.length} routes`);
    expect(wrong).toEqual([]);
  });
});

interface Case {
  operation: Operation;
  at: string;
  text: string;
  query: string;
  body: unknown;
}

function casesOf(operation: Operation): Case[] {
  if (operation.path.endsWith('/events')) return [];
  const required = operation.query.filter((each) => each.required);
  const usual = new URLSearchParams(
    Object.fromEntries(required.map(({ name, schema }) => [name, String(sample(schema))])),
  );
  const queryOf = (name?: string, text = ''): string => {
    const now = new URLSearchParams(usual);
    if (name !== undefined) now.set(name, text.toWellFormed());
    return now.size > 0 ? `?${now.toString()}` : '';
  };
  const whole = operation.body ? sample(operation.body) : undefined;
  const places: Place[] = operation.body ? textPlaces(operation.body) : [];
  const inBody = places.flatMap((place) =>
    stringsFor().map((text) => ({
      operation,
      at: place.join('.'),
      text,
      query: queryOf(),
      body: withValue(whole, place, text),
    })),
  );
  const inQuery = operation.query
    .filter(({ schema }) => textPlaces(schema).length > 0)
    .flatMap(({ name }) =>
      stringsFor().map((text) => ({ operation, at: `?${name}`, text, query: queryOf(name, text), body: whole })),
    );
  return [...inBody, ...inQuery];
}

let fields = 0;
function stringsFor(): string[] {
  fields += 1;
  return [...KINDS, ...NAUGHTY_STRINGS.filter((_, at) => at % SHARES === fields % SHARES)];
}

const cutOff = (error: unknown): Answer => ({ status: 599, headers: new Headers(), body: { code: String(error) } });

const whoFor = (path: string): Role | undefined => {
  if (path.startsWith('/api/auth')) return undefined;
  if (path.startsWith('/api/support') && !path.includes('/customers/')) return 'support';
  if (path.startsWith('/api/finance')) return 'finance';
  if (/\/(admin|customers|monitoring)\//.test(path)) return 'admin';
  return 'author';
};

async function inTurns<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const one of left) await work(one);
    }),
  );
}
