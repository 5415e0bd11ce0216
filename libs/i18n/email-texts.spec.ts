import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RETAINED, type Retained } from '#contracts/account.js';
import { BATCH_KINDS } from '#contracts/batches.js';
import * as ofSession from '../../apps/api/auth/account-emails.js';
import { messageArguments } from '../../test/texts/message-arguments.js';
import { usesIn } from '../../test/texts/message-uses.js';
import * as ofAccount from '../accounts/account-emails.js';
import { batchEmail } from '../batches/batch-email.js';
import { driveWaitingEmail } from '../drive/sync/waiting-email.js';
import { alertEmail } from '../observability/alerts/alert-email.js';
import { emailText, emailTexts } from './email-texts.js';

const root = join(import.meta.dirname, '../..');
const catalog: Record<string, string> = JSON.parse(readFileSync(join(import.meta.dirname, 'emails.en.json'), 'utf8'));
const sources = ['libs', 'activities', 'apps/api', 'apps/worker'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.spec\.ts$|^database\/generated/.test(path))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(root, folder, path), 'utf8') })),
);

const kinds = Object.keys(RETAINED) as Retained[];
const at = new Date('2026-12-03T22:00:00.000Z');
const link = 'https://x.xyz/b?c=d#f';
const person = (locale?: string) => ({ email: 'm@x.xyz', name: 'Mr. X', locale });
const alert = (subject: string, severity: string, resolvedAt: Date | null) =>
  ({ id: 'x', rule: 'r-l', subject, severity, message: 'D > 5 %', openedAt: at, resolvedAt }) as Parameters<
    typeof alertEmail
  >[0];
const after = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

/** Every email, in every form that it has. */
const emails = (locale?: string): { subject: string; body: string }[] => [
  ofSession.verifyEmail(person(locale), link),
  ofSession.resetPasswordEmail(person(locale), link),
  ofSession.passwordChangedEmail(person(locale), link),
  ofAccount.exportEmail(person(locale), at, link),
  ...[true, false].map((hasPlan) => ofAccount.gracePeriodEmail(person(locale), at, link, hasPlan)),
  ofAccount.erasureCanceledEmail(person(locale)),
  ofAccount.erasureCompletedEmail(person(locale), kinds),
  ...BATCH_KINDS.flatMap((kind) =>
    [0, 1, 2, 3].map((completed) =>
      batchEmail(person(locale), { kind, completed, total: 3, hasArchive: completed > 0 }, link),
    ),
  ),
  ...(['full', 'reconnect'] as const).map((state) => driveWaitingEmail(person(locale), state, 'm@d.xyz', link)),
  ...['critical', 'warning'].map((severity) =>
    alertEmail(alert('', severity, null), 'opened', 'https://x.xyz', locale),
  ),
  alertEmail(alert('z', 'warning', after(5)), 'resolved', 'https://x.xyz', locale),
];

describe('texts of emails', () => {
  it('stand in the catalog', () => {
    expect(sources.filter(({ text }) => /\bsubject: *['"`]/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('are all sent, with the arguments that they name and no others', () => {
    const uses = sources
      .filter(({ text }) => text.includes('emailText('))
      .flatMap(({ path, text }) => usesIn(text, new Map([['emailText', { catalog: 'emails', isGroup: false }]]), path));
    const unused = Object.keys(catalog).filter((key) => !uses.some((use) => use.key.test(key)));
    expect(unused).toEqual([]);
    for (const { key, values, where } of uses) {
      const messages = Object.entries(catalog).filter(([each]) => key.test(each));
      const named = [...new Set(messages.flatMap(([, message]) => messageArguments(message)))].sort();
      expect([where, key, values?.toSorted()]).toEqual([where, key, named]);
    }
  });

  it('are in the order of their keys', () => {
    expect(Object.keys(catalog)).toEqual(Object.keys(catalog).toSorted());
  });

  it('name what is retained as the API does', () => {
    expect(Object.fromEntries(kinds.map((kind) => [kind, emailText(`retained.${kind}`)]))).toEqual(RETAINED);
  });

  it('are marked in the pseudo-locale, all but their arguments', () => {
    const data = ['https://x.xyz/monitoring/alerts', 'https://x.xyz/monitoring/runbook#r-l', '5 minutes'];
    for (const { subject, body } of emails('en-XA'))
      for (const text of [subject, body]) {
        expect(text).toMatch(/^⟦[^]*⟧$/u);
        // vowels of texts have accents there, and the arguments above have none
        expect(data.reduce((rest, each) => rest.replaceAll(each, ''), text)).not.toMatch(/[aeiou]/i);
      }
  });

  it('keep what looks like syntax in a name', () => {
    const { body } = ofAccount.erasureCanceledEmail({ email: 'm@x.xyz', name: "{name} 'of' <b>#</b>" });
    expect(body).toMatch(/^Hello \{name\} 'of' <b>#<\/b>,\n\nthe erasure/);
  });
});

describe('an email in English', () => {
  const batch = (completed: number, total: number, hasArchive: boolean) =>
    batchEmail(person(), { kind: 'export', completed, total, hasArchive }, link);

  it('counts the books of a batch', () => {
    const end = `\n\n${link}\n\nColorBook Engine\n`;
    expect(batch(1, 1, true)).toEqual({
      recipient: 'm@x.xyz',
      subject: 'Your batch is done',
      body: `Hello Mr. X,\n\n1 of 1 book is printed. All files lie ready as one archive.${end}`,
    });
    expect(batch(7, 8, true).body).toBe(
      `Hello Mr. X,\n\n7 of 8 books are printed. One is not; the batch says why, and tries only those again. All files lie ready as one archive.${end}`,
    );
    expect(batch(0, 1000, false)).toMatchObject({
      subject: 'Your batch has ended; 1000 of 1000 books are not done',
      body: `Hello Mr. X,\n\n0 of 1000 books are printed. 1000 are not; the batch says why, and tries only those again.${end}`,
    });
  });

  it('speaks of a plan to who has one', () => {
    const [with_, without] = [true, false].map((hasPlan) =>
      ofAccount.gracePeriodEmail(person(), at, link, hasPlan).body.split('\n\n').slice(1, -1),
    );
    const plan = 'Your plan is not renewed meanwhile. What you paid for stays yours until the account is erased.';
    expect(without?.[0]).toContain('That will be done on 2026-12-03.');
    expect(with_).toEqual([...(without?.slice(0, 2) ?? []), plan, ...(without?.slice(2) ?? [])]);
  });

  it('says how long an alert lasted', () => {
    const lasted = (minutes: number): string | undefined =>
      alertEmail(alert('usd', 'critical', after(minutes)), 'resolved', '').body.split('\n')[0];
    expect([0, 1, 119, 120, 2_879, 2_880, 2_880_000].map(lasted)).toEqual(
      ['0 minutes', '1 minute', '119 minutes', '2 hours', '47 hours', '2 days', '2000 days'].map(
        (length) => `It is over after ${length}. At last it was:`,
      ),
    );
    expect(alertEmail(alert('usd', 'critical', null), 'opened', '').subject).toBe('[ColorBook] Critical: r-l (usd)');
  });
});

describe('an email in another language', () => {
  let folder: string;
  let textOf: typeof emailText;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'colorbook-languages-'));
    const emailsOf = {
      'export.subject': 'Ihre Daten liegen bereit',
      'export.body': 'Hallo {name}, bis zum {until}: {link}',
    };
    writeFileSync(join(folder, 'de.json'), JSON.stringify({ books: { shelf: 'Regal' }, emails: emailsOf }));
    writeFileSync(join(folder, 'fr.json'), JSON.stringify({ books: {} }));
    textOf = emailTexts(pathToFileURL(`${folder}/`));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const values = { name: 'Mia', until: at, link };

  it('has the texts and dates of that language, also for one of its regions', () => {
    expect(textOf('export.subject', {}, 'de')).toBe('Ihre Daten liegen bereit');
    for (const locale of ['de', 'de-AT', 'de-at'])
      expect(textOf('export.body', values, locale)).toBe(`Hallo Mia, bis zum 3. Dezember 2026: ${link}`);
  });

  it('is English, with its dates, where the language lacks a text or is not there', () => {
    const english = textOf('export.body', values);
    expect(english).toContain('until 2026-12-03,');
    for (const locale of ['fr', 'ja', 'en-GB']) expect(textOf('export.body', values, locale)).toBe(english);
    expect(textOf('verify.subject', {}, 'de')).toBe('Confirm your email address');
  });

  it('is refused for what is no language, and without an argument', () => {
    expect(() => textOf('export.subject', {}, '../de')).toThrow(RangeError);
    expect(() => textOf('export.body', { name: 'Mia' })).toThrow(/link|until/);
  });
});
