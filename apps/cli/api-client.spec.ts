import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactView, JobView } from '#contracts/jobs.js';
import { ApiProblem, Unreachable } from '#client/api-problem.js';
import { ApiClient } from './api-client.js';
import { saveArtifact } from './book/save-artifact.js';
import { watchJob } from './book/watch-job.js';

/** Fake API responses; each test sets its own. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => answer(request, response));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const folder = await mkdtemp(join(tmpdir(), 'colorbook-cli-'));

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const json = (response: ServerResponse, body: unknown, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const page = (number: number, state: string) => ({ number, state, version: 0, code: null, message: null });

function jobIn(state: string, pages = [page(1, 'pending'), page(2, 'pending')]): JobView {
  return { id: 'j', state, step: 'pages', progress: { done: 0, total: 2 }, notes: [], pages } as unknown as JobView;
}

let now: JobView;
let asked: string[];
beforeEach(() => {
  now = jobIn('running');
  asked = [];
});

const frame = (seq: number, data: object): string =>
  `id: ${seq}\ndata: ${JSON.stringify({ seq, jobId: 'j', ...data })}\n\n`;
const watch = (more: object = {}) =>
  watchJob(new ApiClient(url), 'j', {
    signal: AbortSignal.timeout(20_000),
    changed: () => undefined,
    patienceMs: 10_000,
    ...more,
  });

describe('watching a job', () => {
  it('resumes a broken stream after the last event', async () => {
    answer = (request, response) => {
      if (!request.url?.endsWith('/events')) return json(response, now);
      asked.push(String(request.headers['last-event-id'] ?? 'none'));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (asked.length === 1) {
        response.write(frame(7, { type: 'page.state', number: 1, state: 'drawn' }), () => response.destroy());
      } else {
        now = jobIn('completed');
        response.end(frame(8, { type: 'job.state', state: 'completed' }));
      }
    };
    const seen: string[] = [];
    const job = await watch({ changed: (each: JobView) => seen.push(each.pages.map(({ state }) => state).join()) });
    expect(job.state).toBe('completed');
    expect(asked).toEqual(['none', '7']);
    expect(seen).toContain('drawn,pending');
  });

  it('waits for a restarting API, and notifies once', async () => {
    let requests = 0;
    let lost = 0;
    answer = (request, response) => {
      requests += 1;
      if (requests === 2 || requests === 3) return void request.socket.destroy();
      if (requests === 4) return json(response, { status: 503 }, 503);
      if (requests >= 5) now = jobIn('completed');
      return request.url?.endsWith('/events') ? void response.end() : json(response, now);
    };
    expect((await watch({ lost: () => (lost += 1) })).state).toBe('completed');
    expect(lost).toBe(1);
  });

  it('gives up when nobody answers for too long', async () => {
    answer = (request) => void request.socket.destroy();
    await expect(watch({ patienceMs: 300 })).rejects.toThrow(Unreachable);
  });

  it('ends when the job needs attention, but not while it still draws', async () => {
    const refused = page(1, 'refused');
    now = jobIn('needs-attention', [refused, page(2, 'drawing')]);
    setTimeout(() => (now = jobIn('needs-attention', [refused, page(2, 'drawn')])), 1_500);
    answer = (request, response) => {
      if (!request.url?.endsWith('/events')) return json(response, now);
      return void response.end(frame(1, { type: 'job.state', state: 'needs-attention' }));
    };
    const job = await watch();
    expect(job.pages.map(({ state }) => state)).toEqual(['refused', 'drawn']);
  });

  it('stops at once when the person leaves', async () => {
    answer = (request, response) => {
      if (!request.url?.endsWith('/events')) return json(response, now);
      return void response.writeHead(200).write(': alive\n\n');
    };
    await expect(watch({ signal: AbortSignal.timeout(200) })).rejects.toThrow(/abort|timeout/i);
  });
});

describe('the client', () => {
  it('signs in again when its token has run out', async () => {
    let signIns = 0;
    answer = (request, response) => {
      if (request.url === '/api/auth/login') return json(response, { accessToken: `token-${(signIns += 1)}` });
      const good = request.headers.authorization === 'Bearer token-2';
      return good ? json(response, now) : json(response, { code: 'token-expired' }, 401);
    };
    const client = new ApiClient(url);
    await client.signIn('author@colorbook.local', 'secret');
    expect((await client.job('j')).state).toBe('running');
    expect(signIns).toBe(2);
  });

  it('reports the message and fields of a problem', async () => {
    const problem = { code: 'invalid-body', detail: 'Not so.', errors: [{ path: 'pages', message: 'too many' }] };
    answer = (_request, response) => json(response, problem, 422);
    const error = await new ApiClient(url)
      .createBook({ theme: '', pages: 0 }, 'key')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiProblem);
    expect([(error as ApiProblem).message, (error as ApiProblem).fields]).toEqual(['Not so.', ['pages: too many']]);
  });
});

describe('a download', () => {
  const bytes = Buffer.from('%PDF-1.7 and so on');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const artifact = { id: 'a', kind: 'interior-pdf', fileName: 'book.pdf', size: bytes.length, sha256, pageCount: 3 };

  it('appears at its path when it is complete', async () => {
    answer = (_request, response) => void response.end(bytes);
    const saved = await saveArtifact(new ApiClient(url), artifact as ArtifactView, join(folder, 'whole.pdf'));
    expect(saved).toEqual({ path: join(folder, 'whole.pdf'), sha256, bytes: bytes.length, pages: 3 });
    expect(await readFile(saved.path)).toEqual(bytes);
  });

  it('leaves no file when it is truncated or altered', async () => {
    answer = (_request, response) => void response.end(bytes.subarray(3));
    const path = join(folder, 'damaged.pdf');
    await expect(saveArtifact(new ApiClient(url), artifact as ArtifactView, path)).rejects.toThrow(/damaged/);
    expect((await readdir(folder)).filter((name) => name !== 'whole.pdf')).toEqual([]);
  });
});
