import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fetchPicture, ForeignAddress } from './fetch-picture.js';
import { UnusableImage } from '../tracing/unusable-image.js';

let server: Server;
let origin: string;
let asked: string[];
const never = new AbortController().signal;
const fetched = (address: string, hosts: string[] = [], baseUrl = 'https://api.provider.example/v1') =>
  fetchPicture(address, { baseUrl, apiKey: 'sk-own-key', hosts }, never);

describe('fetchPicture', () => {
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization ?? 'no key'}`);
      if (request.url === '/away') response.writeHead(302, { location: 'http://127.0.0.1:1/inside' }).end();
      else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
      else if (request.url === '/endless') {
        const more = setInterval(() => response.write(Buffer.alloc(2 ** 20)), 1);
        response.once('close', () => clearInterval(more));
      } else if (request.url === '/busy') response.writeHead(503).end();
      else response.end('picture');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeAll(() => {
    asked = [];
  });

  it('follows the provider’s own origin, with its key, in a private network, too', async () => {
    asked = [];
    expect((await fetched('/x.png', [], `${origin}/v1`)).toString()).toBe('picture');
    expect(asked).toEqual(['/x.png Bearer sk-own-key']);
  });

  it('follows an origin that the operator names, without the key', async () => {
    asked = [];
    expect((await fetched(`${origin}/x.png`, [origin])).toString()).toBe('picture');
    expect(asked).toEqual(['/x.png no key']);
  });

  it.each([
    ['a host that nobody named', 'https://cdn.example/x.png', []],
    ['plain http to a named host', 'http://cdn.example/x.png', ['cdn.example']],
    ['a named host in the loopback', 'https://localhost:1/x.png', ['localhost']],
    ['a named address in a private network', 'https://10.0.0.5/x.png', ['10.0.0.5']],
    ['the metadata of a cloud, written as a number', 'https://2852039166/x', ['169.254.169.254']],
    ['a file', 'file:///etc/passwd', []],
    ['an address with a password', 'https://me:secret@api.provider.example/x', []],
  ] as const)('does not follow %s', async (_, address, hosts) => {
    const error = await fetched(address, [...hosts]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ForeignAddress);
    expect((error as Error).message).not.toContain('secret');
  });

  it('does not follow another port of the provider’s host into a private network', async () => {
    await expect(fetched(`${origin}/x.png`, [], 'http://127.0.0.1:9/v1')).rejects.toBeInstanceOf(ForeignAddress);
  });

  it.each([
    ['a redirect to elsewhere', '/away', ForeignAddress],
    ['redirects without end', '/round', UnusableImage],
    ['more than 32 MB', '/endless', UnusableImage],
  ] as const)('ends %s', async (_, path, type) => {
    await expect(fetched(`${origin}${path}`, [origin])).rejects.toBeInstanceOf(type);
  });

  it.each([
    ['a server that is busy', () => fetched(`${origin}/busy`, [origin])],
    ['one that is away', () => fetched('http://127.0.0.1:1/x', ['http://127.0.0.1:1'])],
  ])('waits for %s', async (_, run) => {
    await expect(run()).rejects.toMatchObject({ code: 'provider-unavailable', retryable: true });
  });

  it('stops when the caller is canceled', async () => {
    const address = `${origin}/x.png`;
    const canceled = AbortSignal.abort(new Error('canceled by the author'));
    const source = { baseUrl: origin, apiKey: '', hosts: [] };
    await expect(fetchPicture(address, source, canceled)).rejects.toThrow('canceled by the author');
  });
});
