import { afterEach, describe, expect, it } from '@jest/globals';
import { openStatusServer } from './status-server.js';
import type { Status } from './status-server.js';

describe('the worker’s status server', () => {
  let server: Awaited<ReturnType<typeof openStatusServer>> | undefined;
  afterEach(() => server?.close());

  const open = async (more: Partial<Status> = {}): Promise<string> => {
    const access = { token: undefined, production: false };
    server = await openStatusServer({ host: '127.0.0.1', port: 0, access, probes: {}, ...more });
    return `http://127.0.0.1:${server.port}`;
  };

  it('answers 503 with the failing part, and that the process is alive', async () => {
    const url = await open({
      probes: { database: () => Promise.reject(new Error('secret words')), storage: () => Promise.resolve() },
    });
    const response = await fetch(`${url}/health/ready`);
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({
      status: 'degraded',
      parts: { database: { ok: false }, storage: { ok: true } },
    });
    expect(text).not.toContain('secret words');
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('reports its build, independent of readiness', async () => {
    const build = { deployment: 'books', build: 'b2', routed: 'no' as const };
    const response = await fetch(`${await open({ routed: () => Promise.resolve(build) })}/health/ready`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok', parts: {}, build }]);
    await server?.close();
    expect(await (await fetch(`${await open()}/health/ready`)).json()).toEqual({ status: 'ok', parts: {} });
  });

  it('serves metrics on loopback, and in production only with a token', async () => {
    expect((await fetch(`${await open()}/metrics`)).status).toBe(200);
    await server?.close();
    const hidden = await fetch(`${await open({ access: { token: undefined, production: true } })}/metrics`);
    expect([hidden.status, await hidden.text()]).toEqual([404, '']);
  });

  it('has three paths and two methods', async () => {
    const url = await open();
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'DELETE' })).status).toBe(405);
    const head = await fetch(`${url}/health/live`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('does not start when its port is taken', async () => {
    await open();
    const access = { token: undefined, production: false };
    const again = openStatusServer({ host: '127.0.0.1', port: server!.port, access, probes: {} });
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
