import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** `hidden`: as if there was nothing here. */
export type Verdict = 'open' | 'refused' | 'hidden';

/** What proxies add. */
const FORWARDED = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'];
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/**
 * Who may read metrics. With a token: whoever sends it, also on this machine, since a proxy beside us makes everybody
 * look local. Without one: only this machine, not by way of a proxy; and in production no one.
 */
export function mayScrape(
  { token, production }: { token: string | undefined; production: boolean },
  { headers, socket }: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } },
): Verdict {
  if (token) {
    const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    return timingSafeEqual(digest(given), digest(token)) ? 'open' : 'refused';
  }
  const forwarded = FORWARDED.some((name) => headers[name] !== undefined);
  return !production && !forwarded && LOOPBACK.test(socket.remoteAddress ?? '') ? 'open' : 'hidden';
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
