import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { messageIdOf, type Delivery, type Mail, type MailSender } from './mail-sender.js';

const FROM = 'ColorBook Engine <colorbook@colorbook.local>';

/** Keeps each mail as `<id>.eml`, which any mail program opens. The folder is the owner's alone: links are secrets. */
export class FileSender implements MailSender {
  constructor(private readonly directory: string) {}

  async deliver(mail: Mail): Promise<Delivery> {
    const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
    const { message } = await composer.sendMail({
      from: FROM,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      date: mail.at,
      messageId: messageIdOf(mail, FROM),
      textEncoding: 'quoted-printable',
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const path = join(this.directory, `${mail.id}.eml`);
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await writeFile(`${path}.new`, message, { mode: 0o600 });
    await rename(`${path}.new`, path);
    return 'kept';
  }

  async forget(id: string): Promise<void> {
    await rm(join(this.directory, `${id}.eml`), { force: true });
  }
}
