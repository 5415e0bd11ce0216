import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { dataOf } from '#client/api-client.js';
import type { Session } from '#contracts/auth.js';
import type { JobView } from '#contracts/jobs.js';
import type { BookView } from '#contracts/books.js';
import { dataConverterOf } from '#temporal/connection.js';
import { inProject } from '../../apps/stack/project.js';
import { StackClient } from '../support/stack-client.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { workflowBundle } from '../support/workflow-bundle.js';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  service: string;
  attributes: Record<string, unknown>;
}

interface Body {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: {
      spans: (Omit<Span, 'attributes' | 'service'> & { attributes: { key: string; value: object }[] })[];
    }[];
  }[];
}

const FOREIGN = '0af7651916cd43dd8448eb211c80319c';
const THEME = 'an otter who hides pearls';

/** Takes what OTLP over HTTP sends, as JSON. */
class Collector {
  readonly bodies: string[] = [];
  readonly headers: IncomingHttpHeaders[] = [];
  readonly paths = new Set<string>();
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.bodies.push(Buffer.concat(chunks).toString());
      this.headers.push(request.headers);
      this.paths.add(request.url ?? '');
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get spans(): Span[] {
    return this.bodies.flatMap((body) =>
      (JSON.parse(body) as Body).resourceSpans.flatMap(({ resource, scopeSpans }) => {
        const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
        return scopeSpans.flatMap(({ spans }) =>
          spans.map((span) => ({
            ...span,
            service,
            attributes: Object.fromEntries(span.attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
          })),
        );
      }),
    );
  }

  named(name: string): Span[] {
    return this.spans.filter((span) => span.name === name);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

describe('traces of real processes', () => {
  const collector = new Collector();
  const key = randomBytes(32);
  const keys = [{ id: 'test', key }];
  let home: string;
  let stack: RunningStack;
  let client: StackClient;
  let jobId: string;
  let requestId: string;
  let session: Session;
  let temporal: Client;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-traces-'));
    stack = await startStack({
      home,
      workers: 1,
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: await collector.open(),
        OTEL_EXPORTER_OTLP_HEADERS: 'x-team=crayons%20and%20co',
        ENCRYPTION_KEYS: `test:${key.toString('base64')}`,
        LOG_LEVEL: 'debug',
      },
    });
    client = new StackClient(stack);
    session = await post<Session>('/api/auth/login', client.account('author'), {}).then(({ body }) => body);
    const bearer = { authorization: `Bearer ${session.accessToken}` };
    const form = { theme: THEME, pages: 3, age: '4-8' };
    const { body: book } = await post<BookView>('/api/books', form, bearer);
    const asked = { kind: 'generate-book', bookId: book.id };
    const { body: job, headers } = await post<JobView>('/api/jobs', asked, {
      ...bearer,
      traceparent: `00-${FOREIGN}-b7ad6b7169203331-01`,
    });
    jobId = job.id;
    requestId = headers.get('x-request-id') ?? '';
    const state = async () =>
      (await dataOf(client.api('author').GET('/api/jobs/{id}', { params: { path: { id: jobId } } }))).state;
    await eventually('the book is there', async () => (await state()) === 'completed');
    await eventually('the workflow’s span came', () => collector.named('RunWorkflow:generateBook').length > 0);
    await eventually('the request’s span came', () => collector.named('POST /api/jobs').length > 0);
    const port = stack.state().processes.find(({ name }) => name === 'temporal')!.port;
    const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
    temporal = new Client({ connection, dataConverter: dataConverterOf({ keys }) });
  });
  afterAll(async () => {
    await temporal?.connection.close();
    await stack?.stop();
    collector.close();
    await rm(home, { recursive: true, force: true });
  });

  async function post<T>(path: string, body: object, headers: Record<string, string>) {
    const response = await fetch(stack.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as T };
  }

  const one = (name: string): Span => {
    const found = collector.named(name);
    expect([name, found.length]).toEqual([name, 1]);
    return found[0]!;
  };
  /** Names of a span's parents, from its own up to the root. */
  function upFrom(span: Span): string[] {
    const parent = collector.spans.find(({ spanId }) => spanId === span.parentSpanId);
    return [span.name, ...(parent ? upFrom(parent) : [])];
  }

  it('span the request, the workflow and its activities, across two processes', () => {
    const request = one('POST /api/jobs');
    expect(request).toMatchObject({ service: 'colorbook-api', kind: 2 });
    expect(request.attributes).toEqual({
      'http.request.method': 'POST',
      'http.response.status_code': 202,
      'http.route': '/api/jobs',
    });
    const activity = one('RunActivity:printBook');
    expect(activity.service).toBe('colorbook-worker');
    expect(activity.attributes['temporalWorkflowId']).toBe(jobId);
    expect(upFrom(activity)).toEqual([
      'RunActivity:printBook',
      'StartActivity:printBook',
      'RunWorkflow:generateBook',
      'StartWorkflow:generateBook',
      'POST /api/jobs',
    ]);
    const names = [
      'RunWorkflow:generateBook',
      'RunActivity:writeStory',
      'RunActivity:openBook',
      'RunActivity:finishJob',
    ];
    expect(names.map((name) => one(name).traceId)).toEqual(names.map(() => request.traceId));
  });

  it('reach the collector by OTLP over HTTP, with the headers that were set', () => {
    expect([...collector.paths]).toEqual(['/v1/traces']);
    expect(collector.headers.every((each) => each['x-team'] === 'crayons and co')).toBe(true);
  });

  it('begin here: a stranger’s trace is not gone on with', () => {
    expect(one('POST /api/jobs').parentSpanId ?? '').toBe('');
    expect(collector.bodies.join()).not.toContain(FOREIGN);
  });

  it('name no route by its address, and leave health, metrics and what starts by itself alone', () => {
    expect(collector.named('GET /api/jobs/:id').length).toBeGreaterThan(0);
    const names = [...new Set(collector.spans.map(({ name }) => name))];
    expect(names.filter((name) => /health|metrics|watchdog|startQueued|reconcileJobs|[\da-f]{8}-/.test(name))).toEqual(
      [],
    );
  });

  it('hold no secret, no address of a person and nothing that an author wrote', () => {
    const { email, password } = client.account('author');
    const all = collector.bodies.join('\n');
    for (const secret of [
      email,
      password,
      session.accessToken,
      session.accessToken.split('.')[2]!,
      'uthorization',
      THEME,
      'otter',
      session.user.id,
    ])
      expect([secret, all.includes(secret)]).toEqual([secret, false]);
    expect(all).toContain(jobId);
  });

  it('are named in log lines; the request’s id stays what it was', async () => {
    const { traceId } = one('POST /api/jobs');
    const lines = (await readFile(join(home, 'logs', 'api.log'), 'utf8')).split('\n');
    const done = lines.find((line) => line.includes(requestId) && line.includes('request completed'));
    expect(JSON.parse(done!.slice(done!.indexOf('{')))).toMatchObject({ traceId, req: { id: requestId } });
    const { body } = await post<{ requestId: string }>('/api/jobs', {}, { 'x-request-id': 'mine-1' });
    expect(body.requestId).toBe('mine-1');
  });

  it('travel in Temporal’s history as two ids and nothing else, beside payloads that are encrypted', async () => {
    const history = await temporal.workflow.getHandle(jobId).fetchHistory();
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    // the SDK's codecs leave headers alone, so that what stands there is readable
    const header = JSON.parse(Buffer.from(started?.header?.fields?.['_tracer-data']?.data ?? []).toString()) as object;
    const { traceId } = one('POST /api/jobs');
    expect(header).toEqual({ traceparent: expect.stringMatching(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`)) });
    const encodings = (started?.input?.payloads ?? []).map((each) =>
      Buffer.from(each.metadata?.['encoding'] ?? []).toString(),
    );
    expect(encodings).toEqual(['binary/encrypted']);
  });

  it('leave a run that replays with the workflows of today, encrypted as it is', async () => {
    const history = await temporal.workflow.getHandle(jobId).fetchHistory();
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    const options = { workflowBundle: { codePath: await workflowBundle() }, dataConverter: dataConverterOf({ keys }) };
    await Worker.runReplayHistory(options, history, jobId);
  });

  it('cost a process that has no address for them nothing: the SDK is not even loaded', async () => {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: _off, NODE_OPTIONS: _jests, ...inherited } = process.env;
    const script = `
      import { createRequire } from 'node:module';
      import { pathToFileURL } from 'node:url';
      await import(pathToFileURL(${JSON.stringify(inProject('dist', 'apps', 'api', 'app.js'))}).href);
      const { openTracing } = await import(pathToFileURL(${JSON.stringify(inProject('dist', 'libs', 'observability', 'tracing', 'open-tracing.js'))}).href);
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).filter((path) => /opentelemetry.(sdk-trace|exporter|interceptors)|interceptors-opentelemetry/.test(path)).length;
      const facts = { release: '1', environment: 'test' };
      const off = await openTracing({ ...facts, tracing: undefined }, 'api');
      const before = loaded();
      const on = await openTracing({ ...facts, tracing: { url: 'http://127.0.0.1:9/v1/traces', headers: {}, ratio: 1 } }, 'api');
      console.log(JSON.stringify({ off, before, after: loaded() > 0 }));
      await on.close();
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: inProject(),
      env: inherited,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    expect(JSON.parse(printed)).toEqual({ off: null, before: 0, after: true });
  });
});
