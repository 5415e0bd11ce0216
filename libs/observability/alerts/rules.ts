import { isOneOf } from '#contracts/known-values.js';
import { firstOf } from '#contracts/items.js';
import { decimalsOf } from '#contracts/currencies.js';
import { ALERT_RULES } from '#contracts/alerts.js';
import type { AlertRuleName, AlertSeverity } from '#contracts/alerts.js';
import type { Figures } from './figures.js';

/** A condition that is wrong: its subject, and a message that an on-call engineer understands at once. */
export interface Finding {
  subject: string;
  message: string;
}

export interface Setting {
  words: string;
  unit: string;
  usual: number;
  min: number;
  max: number;
}

export interface Rule<T extends string = string> {
  title: string;
  about: string;
  severity: AlertSeverity;
  settings: Record<T, Setting>;
  /** What is wrong; null when its figures could not be had, so that nothing is opened or resolved on a guess. */
  find(figures: Figures, settings: Record<T, number>): Finding[] | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const GIB = 2 ** 30;

const setting = (words: string, unit: string, usual: number, min: number, max: number): Setting => ({
  words,
  unit,
  usual,
  min,
  max,
});
const minutes = (usual: number, words = 'for longer than'): Setting => setting(words, 'minutes', usual, 1, 10_080);
const hours = (usual: number, words = 'for longer than'): Setting => setting(words, 'hours', usual, 1, 720);
const count = (usual: number, words = 'more than'): Setting => setting(words, '', usual, 0, 999);

const olderThan = (moments: Date[], at: Date, ms: number): number =>
  moments.filter((moment) => at.getTime() - moment.getTime() > ms).length;
const newerThan = (moments: Date[], at: Date, ms: number): number =>
  moments.filter((moment) => at.getTime() - moment.getTime() <= ms).length;
const age = (since: Date, at: Date): string => inText(at.getTime() - since.getTime());
const one = (holds: boolean, message: () => string, subject = ''): Finding[] =>
  holds ? [{ subject, message: message() }] : [];
const things = (many: number, name: string): string => `${many} ${name}${many === 1 ? '' : 's'}`;

/** “4 minutes”, “26 hours”: rounded down. */
export function inText(ms: number): string {
  const passed = Math.max(0, ms);
  if (passed < 2 * HOUR_MS) return things(Math.floor(passed / MINUTE_MS), 'minute');
  if (passed < 48 * HOUR_MS) return things(Math.floor(passed / HOUR_MS), 'hour');
  return things(Math.floor(passed / (24 * HOUR_MS)), 'day');
}

/** Keeps the names of a rule's settings checked, and gives all rules one shape. */
const rule = <T extends string>(it: Rule<T>): Rule => it;

/** The one table of what is watched. "More than" and "longer than" leave the border itself alone. */
export const RULES: Record<AlertRuleName, Rule> = {
  'error-rate': rule({
    title: 'An error happens far more often than it did',
    about: 'This hour and the one before, against what two hours had in the day before them.',
    severity: 'warning',
    settings: {
      times: setting('at least', 'times as often', 5, 2, 1_000),
      least: setting('and at least', 'times', 20, 1, 100_000),
    },
    find: ({ errors }, { times, least }) =>
      errors
        .filter(({ recent, usual }) => recent >= least && recent >= times * usual)
        .map(({ id, name, place, recent, usual }) => ({
          subject: id,
          message: `${name} in ${place}: ${recent} times in this hour and the one before, usually ${Math.round(usual * 10) / 10}.`,
        })),
  }),
  'jobs-parked': rule({
    title: 'Many jobs wait for a person',
    about: 'Jobs that need attention and have had none.',
    severity: 'warning',
    settings: { over: count(20), minutes: minutes(60) },
    find: ({ parkedSince, at }, { over, minutes: limit }) => {
      const parked = olderThan(parkedSince, at, limit * MINUTE_MS);
      return one(
        parked > over,
        () => `Waiting for a person: ${things(parked, 'job')}, the first for ${age(firstOf(parkedSince), at)}.`,
      );
    },
  }),
  'queue-wait': rule({
    title: 'Jobs are not started',
    about: 'The oldest job that was accepted and that no workflow has begun.',
    severity: 'critical',
    settings: { minutes: minutes(5) },
    find: ({ oldestQueuedAt, at }, { minutes: limit }) =>
      oldestQueuedAt === null
        ? []
        : one(
            at.getTime() - oldestQueuedAt.getTime() > limit * MINUTE_MS,
            () => `The oldest queued job has waited for ${age(oldestQueuedAt, at)}.`,
          ),
  }),
  'success-rate': rule({
    title: 'Jobs fail',
    about: 'Of the jobs that ended in the last hour, without canceled ones.',
    severity: 'critical',
    settings: {
      percent: setting('fewer succeed than', '%', 90, 1, 100),
      least: setting('when there were at least', 'jobs', 10, 1, 100_000),
    },
    find: ({ lastHour: { good, failed } }, { percent, least }) =>
      one(
        good + failed >= least && (100 * good) / (good + failed) < percent,
        () => `${failed} of ${good + failed} jobs that ended in the last hour failed.`,
      ),
  }),
  'queue-unpolled': rule({
    title: 'Work waits and no worker takes it',
    about:
      'A task queue of which nobody has asked for work: no worker runs, or all that run have their hands full. Watched by the api while there is no worker.',
    severity: 'critical',
    settings: { minutes: minutes(3, 'not asked for'), backlog: count(0, 'while tasks wait: more than') },
    find: ({ queues, at }, { minutes: limit, backlog: over }) =>
      queues &&
      queues
        .filter(({ polledAt }) => !polledAt || at.getTime() - polledAt.getTime() > limit * MINUTE_MS)
        // A server that does not count what waits is taken at its worst.
        .filter(({ backlog }) => backlog === null || backlog > over)
        .map(({ queue, polledAt, backlog }) => ({
          subject: queue,
          message: `No worker has asked for work of “${queue}” ${polledAt ? `for ${age(polledAt, at)}` : 'lately'}, and ${backlog === null ? 'what waits is not known' : `waiting: ${things(backlog, 'task')}`}.`,
        })),
  }),
  'disk-full': rule({
    title: 'The disk of the artifact store is nearly full',
    about: 'The file system that drawings and files lie on; a bucket has none.',
    severity: 'critical',
    settings: { percent: setting('less is free than', '%', 10, 1, 99) },
    find: ({ disk }, { percent }) =>
      disk === 'none'
        ? []
        : disk &&
          one(
            (100 * disk.free) / disk.total < percent,
            () =>
              `${(disk.free / GIB).toFixed(1)} of ${(disk.total / GIB).toFixed(1)} GiB are free under ${disk.path}.`,
          ),
  }),
  'reconciliation-stale': rule({
    title: 'Payments were not reconciled',
    about: 'Since the last run that came to its end; where none has yet, since the first event of Stripe.',
    severity: 'critical',
    settings: { hours: hours(26, 'not for') },
    find: ({ reconciliation, at }, { hours: limit }) => {
      if (reconciliation === 'none') return [];
      const { completedAt, since } = reconciliation;
      const last = completedAt ?? since;
      if (last === null) return [];
      return one(at.getTime() - last.getTime() > limit * HOUR_MS, () =>
        completedAt
          ? `The last reconciliation came to its end ${age(completedAt, at)} ago.`
          : `No reconciliation has come to its end, and the first event of Stripe came ${age(last, at)} ago.`,
      );
    },
  }),
  'discrepancies-open': rule({
    title: 'Differences with Stripe stay open',
    about: 'Exceptions of reconciliation that nobody has settled.',
    severity: 'warning',
    settings: { over: count(0), hours: hours(24) },
    find: ({ discrepanciesSince, at }, { over, hours: limit }) => {
      const open = olderThan(discrepanciesSince, at, limit * HOUR_MS);
      return one(
        open > over,
        () => `${things(open, 'exception')} open, the first for ${age(firstOf(discrepanciesSince), at)}.`,
      );
    },
  }),
  'webhook-inbox': rule({
    title: 'Events of Stripe are not applied',
    about: 'Events that were stored and not applied, and those that could not be.',
    severity: 'critical',
    settings: {
      over: count(0),
      minutes: minutes(10),
      failed: count(0, 'or failed in the last 24 hours: more than'),
    },
    find: ({ inbox, at }, { over, minutes: limit, failed }) => {
      const stuck = olderThan(inbox.storedSince, at, limit * MINUTE_MS);
      const broken = newerThan(inbox.failedAt, at, 24 * HOUR_MS);
      return [
        ...one(
          stuck > over,
          () =>
            `${things(stuck, 'event')} of Stripe not applied, the first for ${age(firstOf(inbox.storedSince), at)}.`,
          'waiting',
        ),
        ...one(
          broken > failed,
          () => `${things(broken, 'event')} of Stripe could not be applied in the last 24 hours.`,
          'failed',
        ),
      ];
    },
  }),
  'drive-waiting': rule({
    title: 'Google Drive is behind',
    about:
      'Files of syncs that are under way and do not get on, and Drives whose authors have to connect again or make room.',
    severity: 'warning',
    settings: {
      files: count(50, 'more files than'),
      minutes: minutes(60),
      connections: count(20, 'or connections that wait for their author: more than'),
    },
    find: ({ drive, at }, { files, minutes: limit, connections }) => {
      const waiting = olderThan(drive.filesSince, at, limit * MINUTE_MS);
      const authors = drive.connectionsSince.length;
      return [
        ...one(
          waiting > files,
          () =>
            `Waiting for Google Drive: ${things(waiting, 'file')}, the first for ${age(firstOf(drive.filesSince), at)}.`,
          'files',
        ),
        ...one(
          authors > connections,
          () => `Waiting for their authors: ${things(authors, 'connection')} to Google Drive.`,
          'connections',
        ),
      ];
    },
  }),
  'drive-misconfigured': rule({
    title: 'Google does not accept this installation',
    about:
      'Syncs that wait for the operator: the OAuth client or its secret, the Drive API, or a key of ENCRYPTION_KEYS.',
    severity: 'critical',
    settings: { over: count(0), minutes: minutes(90, 'within') },
    find: ({ drive: { faults }, at }, { over, minutes: limit }) => {
      const recent = newerThan(
        faults.map((each) => each.at),
        at,
        limit * MINUTE_MS,
      );
      return one(
        recent > over,
        () =>
          `Waiting for the operator: ${things(recent, 'connection')} to Google Drive. ${firstOf(faults).message.slice(0, 300).replace(/[.]?$/, '.')}`,
      );
    },
  }),
  'provider-refuses': rule({
    title: 'The AI provider does not serve us',
    about: 'Its account is out of credit, or our key is not taken.',
    severity: 'critical',
    settings: { over: count(0), minutes: minutes(30, 'within') },
    find: ({ refusals, at }, { over, minutes: limit }) =>
      [...Map.groupBy(refusals, ({ provider, code }) => `${provider}: ${code}`)].flatMap(([subject, all]) => {
        const recent = newerThan(
          all.map((each) => each.at),
          at,
          limit * MINUTE_MS,
        );
        const { provider: name, code: refused } = firstOf(all);
        const why = refused === 'quota-exhausted' ? 'its account is out of credit' : 'our key is not taken';
        return one(recent > over, () => `The provider “${name}” refused ${things(recent, 'time')}: ${why}.`, subject);
      }),
  }),
  'mail-stuck': rule({
    title: 'Mails do not go out',
    about: 'Mails that wait for the mail server, and those that it did not take.',
    severity: 'critical',
    settings: {
      over: count(0),
      minutes: minutes(15),
      failed: count(5, 'or refused in the last 24 hours: more than'),
    },
    find: ({ mail, at }, { over, minutes: limit, failed }) => {
      const stuck = olderThan(mail.queuedSince, at, limit * MINUTE_MS);
      const broken = newerThan(mail.failedAt, at, 24 * HOUR_MS);
      return [
        ...one(
          stuck > over,
          () => `${things(stuck, 'mail')} not sent, the first for ${age(firstOf(mail.queuedSince), at)}.`,
          'waiting',
        ),
        ...one(
          broken > failed,
          () => `${things(broken, 'mail')} could not be delivered in the last 24 hours.`,
          'failed',
        ),
      ];
    },
  }),
  'provider-cost': rule({
    title: 'AI costs more today than it should',
    about: 'What providers took since midnight UTC, each currency by itself.',
    severity: 'critical',
    settings: { ceiling: setting('more than', 'units of the currency', 100, 0, 1_000_000) },
    find: ({ costToday }, { ceiling }) =>
      costToday
        .filter(({ micros }) => micros > BigInt(Math.round(ceiling * 1e6)))
        .map(({ currency, micros }) => ({
          subject: currency,
          message: `Providers took ${(Number(micros) / 1e6).toFixed(decimalsOf(currency))} ${currency.toUpperCase()} today; the ceiling is ${ceiling}.`,
        })),
  }),
};

/** Every rule has it: how long a condition stays gone before its alert is resolved, so that none flaps. */
export const CLEAR: Setting = setting('resolved when gone for', 'minutes', 5, 0, 1_440);

/** Of a rule by its name; the name itself where an alert is older than the table. */
export const titleOf = (name: string): string => (isOneOf(ALERT_RULES, name) ? RULES[name].title : name);

/** All settings of a rule, in the order in which they are shown. */
export const settingsOf = ({ settings }: Rule): Record<string, Setting> => ({ ...settings, clear: CLEAR });

/** A rule's numbers: what an admin has set, and for the rest what the rule has. What is out of bounds counts as not set. */
export function valuesOf(it: Rule, given: Record<string, unknown>): Record<string, number> & { clear: number } {
  const valueOf = (name: string, { usual, min, max }: Setting): number => {
    const value = given[name];
    return typeof value === 'number' && value >= min && value <= max ? value : usual;
  };
  const own = Object.entries(it.settings).map(([name, each]) => [name, valueOf(name, each)]);
  return { ...Object.fromEntries(own), clear: valueOf('clear', CLEAR) };
}
