import { networkInterfaces } from 'node:os';
import { isIPv6 } from 'node:net';
import { isLoopback, isWildcard, originOf } from '#config/host.js';

type Interfaces = ReturnType<typeof networkInterfaces>;

/**
 * URLs under which other machines reach `host`; null when only this machine does. A wildcard address is resolved
 * to the machine's current addresses, without link-local ones, which browsers do not open.
 */
export function reachOf(host: string, port: number, interfaces: Interfaces = networkInterfaces()): string[] | null {
  if (isLoopback(host)) return null;
  if (!isWildcard(host)) return [originOf(host, port)];
  return Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(({ internal, address }) => !internal && (host === '::' || !isIPv6(address)) && !/^fe80:/i.test(address))
    .map(({ address }) => originOf(address, port));
}

/** Warnings for a stack that other machines can reach. */
export function reachText(
  reach: string[] | null,
  {
    accounts,
    sandbox,
    publicUrl,
    url,
  }: { accounts: number; sandbox: boolean; publicUrl?: string | undefined; url: string },
): string[] {
  if (!reach) return [];
  return [
    'Other machines reach this one. Anybody there can create an account.',
    ...(accounts > 0
      ? ['Whoever knows a password below can sign in from there, as admin too. Keep them to yourself.']
      : []),
    ...(publicUrl === undefined
      ? [`Links in mails lead to ${url}. Set PUBLIC_URL to the address that others use.`]
      : []),
    ...((publicUrl ?? url).startsWith('http:')
      ? [
          'Plain http is not encrypted: use it in a network that you trust, or put a proxy with a certificate before it.',
        ]
      : []),
    ...(sandbox ? ['The sandbox’s payment and Google pages open on this machine only.'] : []),
  ];
}
