import { describe, expect, it } from '@jest/globals';
import type { networkInterfaces } from 'node:os';
import { reachOf, reachText } from './reach.js';

const interfaces = {
  lo: [
    { address: '127.0.0.1', internal: true },
    { address: '::1', internal: true },
  ],
  eth0: [
    { address: '192.168.1.7', internal: false },
    { address: 'fd00::7', internal: false },
    { address: 'fe80::1', internal: false },
  ],
} as unknown as ReturnType<typeof networkInterfaces>;

describe('where a stack is reached', () => {
  it.each([
    ['127.0.0.1', null],
    ['localhost', null],
    ['::1', null],
    ['0.0.0.0', ['http://192.168.1.7:3000']],
    ['::', ['http://192.168.1.7:3000', 'http://[fd00::7]:3000']],
    ['192.168.1.7', ['http://192.168.1.7:3000']],
    ['fd00::7', ['http://[fd00::7]:3000']],
  ])('listening on %s: %j', (host, reach) => expect(reachOf(host, 3000, interfaces)).toEqual(reach));

  const own = { accounts: 4, sandbox: true, url: 'http://127.0.0.1:3000' };
  const words = (more: object) => reachText(['http://192.168.1.7:3000'], { ...own, ...more }).join('\n');

  it('is reported with a warning about the demo accounts', () => {
    expect(reachText(null, own)).toEqual([]);
    expect(words({})).toContain('Whoever knows a password below can sign in from there, as admin too.');
    expect(words({ accounts: 0 })).not.toContain('password below');
    expect(words({ accounts: 0 })).toContain('Anybody there can create an account.');
  });

  it('is reported with parts that are not reachable as configured', () => {
    expect(words({})).toContain('Links in mails lead to http://127.0.0.1:3000. Set PUBLIC_URL');
    expect(words({})).toContain('Plain http is not encrypted');
    expect(words({})).toContain('payment and Google pages open on this machine only');
    const proxied = words({ publicUrl: 'https://books.example', sandbox: false });
    for (const each of ['PUBLIC_URL', 'Plain http', 'sandbox']) expect(proxied).not.toContain(each);
  });
});
