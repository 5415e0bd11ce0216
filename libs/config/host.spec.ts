import { describe, expect, it } from '@jest/globals';
import { isLoopback, isWildcard, originOf, ownHost, parseHost } from './host.js';

describe('a host to listen on', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1', true, false, 'http://127.0.0.1:3000'],
    ['localhost', 'localhost', true, false, 'http://localhost:3000'],
    ['::1', '::1', true, false, 'http://[::1]:3000'],
    ['[::1]', '::1', true, false, 'http://[::1]:3000'],
    ['0:0:0:0:0:0:0:1', '::1', true, false, 'http://[::1]:3000'],
    ['0.0.0.0', '0.0.0.0', false, true, 'http://127.0.0.1:3000'],
    ['::', '::', false, true, 'http://127.0.0.1:3000'],
    ['[::]', '::', false, true, 'http://127.0.0.1:3000'],
    ['192.168.1.7', '192.168.1.7', false, false, 'http://192.168.1.7:3000'],
    ['FD00::7', 'fd00::7', false, false, 'http://[fd00::7]:3000'],
    ['books.example', 'books.example', false, false, 'http://books.example:3000'],
  ])('%s is %s, and reached at an address', (text, host, loopback, wildcard, address) => {
    expect(parseHost(text)).toBe(host);
    expect([isLoopback(host), isWildcard(host)]).toEqual([loopback, wildcard]);
    expect(originOf(ownHost(host), 3000)).toBe(address);
  });

  it.each(['', '0.0.0', '300.1.1.1', '::1::', 'a b', 'http://0.0.0.0', '127.0.0.1:3000', '[books]', '-a', 'a/b'])(
    '%s is none',
    (text) => expect(parseHost(text)).toBeNull(),
  );
});
