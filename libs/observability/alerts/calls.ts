import { createHmac } from 'node:crypto';
import { alertCallBody } from '#contracts/alerts.js';
import type { AlertCallBody } from '#contracts/alerts.js';
import type { Database } from '#database/database.js';
import { alertView, withPerson } from './view.js';

export interface Webhook {
  url: string;
  secret: string;
}

const TIMEOUT_MS = 5_000;
const AT_ONCE = 20;
/** After this time the news is of no use. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000;

/**
 * `t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<seconds>.<body>`, as Stripe does it, so that a receiver can refuse what is
 * altered, and what is old.
 */
export function signatureOf(body: string, secret: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Makes the calls that are due. One that was answered by 2xx is never made again; the rest later, for a day at most. */
export async function makeCalls(db: Database, webhook: Webhook, publicUrl: string): Promise<void> {
  const claimed = await claim(db);
  await Promise.all(claimed.map(({ id }) => makeCall(db, webhook, publicUrl, id)));
}

/** Takes what is due for as long as a call can last and more; a resolution waits until its opening was delivered. */
const claim = (db: Database): Promise<{ id: string }[]> => db.$queryRaw`
  UPDATE "AlertCall" SET tries = tries + 1,
    "nextAt" = now() + least(interval '30 seconds' * power(2, tries), interval '1 hour')
  WHERE id IN (
    SELECT due.id FROM "AlertCall" AS due
    WHERE due.state = 'queued' AND due."nextAt" <= now() AND NOT (due.moment = 'resolved' AND EXISTS (
      SELECT 1 FROM "AlertCall" AS first
      WHERE first."alertId" = due."alertId" AND first.moment = 'opened' AND first.state = 'queued'))
    ORDER BY due."nextAt" LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
  RETURNING id`;

async function makeCall(db: Database, { url, secret }: Webhook, publicUrl: string, id: string): Promise<void> {
  const { alert, moment, createdAt } = await db.alertCall.findUniqueOrThrow({
    where: { id },
    include: { alert: { include: withPerson } },
  });
  const { acknowledged: _who, clearAt: _gone, ...told } = alertView(alert);
  // A call about the opening reports the opening, whatever happened since.
  const asOpened = moment === 'opened' ? { state: 'open' as const, resolvedAt: null } : {};
  const body: AlertCallBody = {
    id,
    moment: alertCallBody.shape.moment.parse(moment),
    alert: { ...told, ...asOpened },
    url: `${publicUrl}/monitoring/alerts`,
  };
  const problem = await post(url, secret, id, JSON.stringify(body));
  const late = Date.now() - createdAt.getTime() > GIVE_UP_MS;
  if (problem && !late) await db.alertCall.update({ where: { id }, data: { message: problem } });
  else
    await db.alertCall.update({
      where: { id },
      data: { state: problem ? 'failed' : 'sent', message: problem, endedAt: new Date() },
    });
}

/** What was wrong; null when it was taken. Follows no redirect: it would lead to an unchecked address. */
async function post(url: string, secret: string, id: string, body: string): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'x-colorbook-call': id,
        'x-colorbook-signature': signatureOf(body, secret, new Date()),
      },
      body,
    });
    await response.body?.cancel();
    return response.ok ? null : `The webhook answered ${response.status}.`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError'
      ? `The webhook said nothing for ${TIMEOUT_MS / 1000} s.`
      : 'The webhook could not be reached.';
  }
}
