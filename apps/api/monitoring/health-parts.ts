import type { HealthPart, HealthState } from '#contracts/health.js';
import type { Figures } from '#observability/alerts/figures.js';
import { inText } from '#observability/alerts/rules.js';

const MINUTE_MS = 60_000;
/** An idle worker polls at least once a minute. */
const UNPOLLED_MS = 2 * MINUTE_MS;
const STUCK_MS = 5 * MINUTE_MS;
const MAIL_MS = 15 * MINUTE_MS;
const REFUSED_MS = 30 * MINUTE_MS;
const LEAST_FREE = 0.1;
const GIB = 2 ** 30;

const part = (name: string, state: HealthState, reason: string): HealthPart => ({
  name,
  state,
  reason,
  milliseconds: null,
});
const age = (since: Date, at: Date): number => at.getTime() - since.getTime();
const many = (count: number, name: string): string => `${count} ${name}${count === 1 ? '' : 's'}`;

/** Optional components of this deployment. */
export interface SetUp {
  smtp: boolean;
  stripe: boolean;
  google: boolean;
  openai: boolean;
}

/** Components that need more than a connection check. */
export function partsOf(figures: Figures, setUp: SetUp): HealthPart[] {
  return [
    ...workers(figures),
    backlog(figures),
    disk(figures),
    mail(figures, setUp),
    stripe(figures, setUp),
    drive(figures, setUp),
    provider(figures, setUp),
  ];
}

function workers({ queues, at }: Figures): HealthPart[] {
  if (!queues) return [part('workers', 'down', 'Temporal does not say who asks for work.')];
  return queues.map(({ queue, polledAt, pollers, backlog: waiting }) => {
    const name = `queue ${queue}`;
    const wait = waiting === null ? '' : ` Waiting: ${many(waiting, 'task')}.`;
    if (!polledAt) return part(name, 'down', `No worker asks for work.${wait}`);
    const last = age(polledAt, at);
    if (last > UNPOLLED_MS)
      return part(name, 'degraded', `No worker has asked for work for ${inText(last)}: all are busy, or gone.${wait}`);
    return part(name, 'ok', `${many(pollers, 'worker')} ask${pollers === 1 ? 's' : ''} for work.${wait}`);
  });
}

function backlog({ oldestQueuedAt, parkedSince, at }: Figures): HealthPart {
  const parked = parkedSince.length > 0 ? ` Waiting for a person: ${many(parkedSince.length, 'job')}.` : '';
  if (!oldestQueuedAt) return part('backlog', 'ok', `No job waits to be started.${parked}`);
  const waits = age(oldestQueuedAt, at);
  const words = `The oldest queued job has waited for ${inText(waits)}.${parked}`;
  return part('backlog', waits > STUCK_MS ? 'degraded' : 'ok', words);
}

function disk({ disk: space }: Figures): HealthPart {
  if (space === 'none') return part('disk', 'off', 'Artifacts lie in a bucket.');
  if (!space) return part('disk', 'down', 'The folder of artifacts can’t be read from here.');
  const words = `${(space.free / GIB).toFixed(1)} of ${(space.total / GIB).toFixed(1)} GiB are free.`;
  return part('disk', space.free / space.total < LEAST_FREE ? 'degraded' : 'ok', words);
}

function mail({ mail: { queuedSince, failedAt }, at }: Figures, { smtp }: SetUp): HealthPart {
  const refused =
    failedAt.length > 0 ? ` ${many(failedAt.length, 'mail')} could not be delivered in the last day.` : '';
  const oldest = queuedSince[0];
  if (oldest && age(oldest, at) > MAIL_MS)
    return part(
      'mail',
      'degraded',
      `${many(queuedSince.length, 'mail')} not sent, the first for ${inText(age(oldest, at))}.${refused}`,
    );
  if (!smtp) return part('mail', 'off', `No mail server is set up: mails are kept as files.${refused}`);
  return part('mail', 'ok', `No mail waits for long.${refused}`);
}

function stripe({ inbox, reconciliation, at }: Figures, { stripe: on }: SetUp): HealthPart {
  if (!on) return part('payments', 'off', 'No keys of Stripe: nobody pays.');
  const oldest = inbox.storedSince[0];
  if (oldest && age(oldest, at) > STUCK_MS)
    return part(
      'payments',
      'degraded',
      `${many(inbox.storedSince.length, 'event')} of Stripe not applied, the first for ${inText(age(oldest, at))}.`,
    );
  const last = reconciliation === 'none' ? null : reconciliation.completedAt;
  return part(
    'payments',
    'ok',
    `Events are applied. ${last ? `Reconciled ${inText(age(last, at))} ago.` : 'Not reconciled yet.'}`,
  );
}

function drive({ drive: { connectionsSince, filesSince, faults }, at }: Figures, { google }: SetUp): HealthPart {
  if (!google) return part('drive', 'off', 'No keys of Google: there is no Drive.');
  const [fault] = faults;
  if (fault && age(fault.at, at) <= REFUSED_MS) return part('drive', 'down', fault.message);
  const authors =
    connectionsSince.length > 0 ? ` Waiting for their authors: ${many(connectionsSince.length, 'connection')}.` : '';
  return part('drive', 'ok', `${many(filesSince.length, 'file')} on their way.${authors}`);
}

/** The provider's last response; while a worker pauses after a refusal (ProviderGate), there are no calls. */
function provider({ refusals, answeredAt, at }: Figures, { openai }: SetUp): HealthPart {
  if (!openai) return part('openai', 'off', 'No key: the built-in artist draws.');
  const recent = refusals.filter((refusal) => age(refusal.at, at) <= REFUSED_MS);
  const [last] = recent;
  if (!last) return part('openai', 'ok', 'Refused nothing for want of credit or key in the last 30 minutes.');
  const why = last.code === 'quota-exhausted' ? 'its account is out of credit' : 'our key is not taken';
  const words = `Refused ${many(recent.length, 'time')} in the last 30 minutes, the last ${inText(age(last.at, at))} ago: ${why}.`;
  if (answeredAt && answeredAt > last.at)
    return part('openai', 'ok', `${words} It has answered since, ${inText(age(answeredAt, at))} ago.`);
  return part('openai', 'down', words);
}
