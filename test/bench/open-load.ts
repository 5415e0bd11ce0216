import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'node:http';
import type { EngineBench } from './bench.js';
import { quantile } from './figures.js';
import type { Row } from './rows.js';
import { AS_A_BROWSER, fillJobs, signIn, startBenchApi, SUPPORT, AUTHOR } from './job-list.js';

const RATES = [100, 300];
const SECONDS = 10;
const QUICK_SECONDS = 3;
/** What people do at the api, and how often out of ten times. */
const MIX: [share: number, method: string, path: string, body?: object][] = [
  [4, 'GET', '/api/jobs?limit=20'],
  [2, 'GET', '/api/books?limit=20'],
  [2, 'GET', '/api/auth/me'],
  [1, 'POST', '/api/books', { theme: 'forest animals', pages: 4 }],
  [1, 'GET', '/api/support/jobs?limit=50'],
];

/**
 * Requests that come when they come, as people do, whether or not the ones before were answered: latency counts from
 * when a request should have been sent, so that a slow answer cannot hide the ones behind it.
 */
export async function benchOpenLoad({ engines, quick, say }: EngineBench): Promise<Row[]> {
  await fillJobs(engines);
  const api = await startBenchApi(engines);
  try {
    const tokens = { author: await signIn(api.url, AUTHOR), support: await signIn(api.url, SUPPORT) };
    await run(api.url, tokens, RATES[0]!, 3);
    const seconds = quick ? QUICK_SECONDS : SECONDS;
    say(`Reads and new books, arriving at random (Poisson), ${seconds} s each, one api process`);
    const rows: Row[] = [];
    for (const rate of RATES) {
      const latencies = await run(api.url, tokens, rate, seconds);
      const figure = asText(latencies);
      say(`  ${String(rate).padStart(4)} a second: ${latencies.length} answered, ${figure}`);
      rows.push({ what: `api, ${rate} requests a second as they come`, figure });
    }
    return rows;
  } finally {
    await api.stop();
  }
}

interface Tokens {
  author: string;
  support: string;
}

/** Latencies in milliseconds, in the order of arrival. Throws when an answer is no 2xx. */
async function run(url: string, tokens: Tokens, rate: number, seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const answers: Promise<number>[] = [];
  const started = performance.now();
  for (let due = 0; due < seconds * 1000; due += (-Math.log(1 - Math.random()) * 1000) / rate) {
    const early = started + due - performance.now();
    if (early > 1) await delay(early);
    answers.push(ask(agent, url, tokens, answers.length).then(() => performance.now() - started - due));
  }
  const latencies = await Promise.all(answers);
  agent.destroy();
  return latencies;
}

const TURNS = MIX.flatMap((each) => Array.from({ length: each[0] }, () => each));

function ask(agent: Agent, url: string, tokens: Tokens, turn: number): Promise<void> {
  const [, method, path, body] = TURNS[turn % TURNS.length]!;
  const token = path.startsWith('/api/support') ? tokens.support : tokens.author;
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...AS_A_BROWSER,
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    const sent = request(url + path, { method, agent, headers }, (response) => {
      response.resume();
      response.once('end', () => {
        if ((response.statusCode ?? 500) < 300) resolve();
        else reject(new Error(`${method} ${path} was answered with ${response.statusCode}`));
      });
    });
    sent.once('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

const asText = (latencies: number[]): string =>
  `p50 ${quantile(latencies, 0.5).toFixed(0)} ms, p99 ${quantile(latencies, 0.99).toFixed(0)} ms, longest ${quantile(latencies, 1).toFixed(0)} ms`;
