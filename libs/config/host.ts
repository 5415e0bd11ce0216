import { isIP } from 'node:net';

/** Every interface, by IPv4 or by both. */
const WILDCARDS: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '127.0.0.1' };
const NAME = /^(?!-)[\w-]{1,63}(\.[\w-]{1,63})*\.?$/i;

/** As `listen` takes it: an IPv6 address without the brackets that it has in a URL. Null when it is no host at all. */
export function parseHost(text: string): string | null {
  const host = /^\[.*\]$/.test(text) ? text.slice(1, -1) : text;
  if (isIP(host) === 4) return host;
  // the one way to write it that URLs have; a zone (fe80::1%eth0) has none and stays as it is
  if (isIP(host) === 6) return URL.parse(`http://[${host}]`)?.hostname.slice(1, -1) ?? host;
  // digits and dots that are no IPv4 address are a mistyped one, not a name
  return host === text && NAME.test(host) && !/^[\d.]+$/.test(host) ? host : null;
}

/** True for an address of all interfaces. It can be listened on, but not asked. */
export const isWildcard = (host: string): boolean => host in WILDCARDS;

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);

/** Where this machine itself reaches what listens on `host`. */
export const ownHost = (host: string): string => WILDCARDS[host] ?? host;

/** RFC 3986 §3.2.2: an IPv6 address stands in brackets. */
export const originOf = (host: string, port: number): string =>
  `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
