import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSmtpServer } from '../../test/support/smtp-server.js';
import type { SmtpServer } from '../../test/support/smtp-server.js';
import { FileSender } from './file-sender.js';
import { messageIdOf } from './mail-sender.js';
import { SmtpSender } from './smtp-sender.js';

const FROM = 'Color Books <books@example.com>';
const mail = {
  id: '01900000-0000-7000-8000-000000000001',
  to: 'zoë@example.com',
  subject: 'Schöne Grüße\r\nBcc: everybody@example.com',
  text: 'Hello,\n\n.a line that begins with a dot\n',
  at: new Date('2026-01-02T03:04:05Z'),
};

describe('sending by SMTP', () => {
  let server: SmtpServer;
  let sender: SmtpSender;
  beforeEach(async () => {
    server = await startSmtpServer();
    sender = new SmtpSender({ url: server.url, from: FROM });
  });
  afterEach(() => server.stop());

  it('sends the mail with a Message-ID that is the same at each attempt', async () => {
    expect(await sender.deliver({ ...mail, to: 'anna@example.com' })).toBe('sent');
    await sender.deliver({ ...mail, to: 'anna@example.com' });
    expect(server.recipients).toEqual(['anna@example.com', 'anna@example.com']);
    for (const message of server.messages) {
      expect(message).toContain(`Message-ID: <${mail.id}@example.com>`);
      expect(message).toContain('Date: Fri, 02 Jan 2026 03:04:05 +0000');
      expect(message).toContain('..a line that begins with a dot');
    }
  });

  it('lets no subject smuggle in a header, and no address a second one', async () => {
    await sender.deliver({ ...mail, to: 'anna@example.com' });
    expect(server.messages[0]).not.toMatch(/^Bcc:/m);
    await sender.deliver({ ...mail, to: 'anna@example.com, eve@example.com' }).catch(() => undefined);
    expect(server.recipients).not.toContain('eve@example.com');
  });

  it('takes 550 for a refusal, and 451, a wrong password and a broken line for faults', async () => {
    server.answer = (what) => (what === 'recipient' ? '550 no such person' : undefined);
    await expect(sender.deliver(mail)).rejects.toMatchObject({ code: 'mail-refused', retryable: false });
    server.answer = (what) => (what === 'message' ? '451 later' : undefined);
    await expect(sender.deliver(mail)).rejects.toMatchObject({ code: 'mail-unavailable', retryable: true });
    server.answer = () => '535 who are you';
    await expect(sender.deliver(mail)).rejects.toMatchObject({ code: 'mail-unavailable' });
    await server.stop();
    await expect(sender.deliver(mail)).rejects.toMatchObject({ code: 'mail-unavailable' });
  });

  it('does not wait for ever for a server that says nothing', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await expect(new SmtpSender({ url, from: FROM }).deliver(mail)).rejects.toMatchObject({ code: 'mail-unavailable' });
    silent.close();
  });
});

describe('keeping mails as files', () => {
  it('writes one file that only the owner reads, and writes it again as it was', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'colorbook-mail-'));
    const sender = new FileSender(join(folder, 'mail'));
    expect(await sender.deliver(mail)).toBe('kept');
    const path = join(folder, 'mail', `${mail.id}.eml`);
    const first = await readFile(path, 'utf8');
    expect(first).toMatch(/^To: /m);
    expect(first).not.toMatch(/^Bcc:/m);
    expect(first).toContain('Message-ID: <01900000-0000-7000-8000-000000000001@colorbook.local>');
    expect((await stat(path)).mode & 0o077).toBe(0);
    await sender.deliver(mail);
    expect(await readdir(join(folder, 'mail'))).toEqual([`${mail.id}.eml`]);
    await sender.forget(mail.id);
    await sender.forget(mail.id);
    expect(await readdir(join(folder, 'mail'))).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

describe('a Message-ID', () => {
  it('has the domain of the sender', () => {
    expect(messageIdOf({ id: 'x' }, FROM)).toBe('<x@example.com>');
    expect(messageIdOf({ id: 'x' }, 'me@host.example')).toBe('<x@host.example>');
    expect(messageIdOf({ id: 'x' }, 'nonsense')).toBe('<x@colorbook.local>');
  });
});
