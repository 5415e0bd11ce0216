import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import { messageIdOf, type Delivery, type Mail, type MailSender } from './mail-sender.js';

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

export interface SmtpServer {
  url: string;
  from: string;
}

/** Sends through a mail server (RFC 5321). 5xx is a permanent failure; 4xx and a broken or silent connection are transient. */
export class SmtpSender implements MailSender {
  constructor(private readonly server: SmtpServer) {}

  async deliver(mail: Mail): Promise<Delivery> {
    const transport = createTransport({
      url: this.server.url,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      dnsTimeout: CONNECT_MS,
    });
    try {
      await transport.sendMail({
        from: this.server.from,
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        date: mail.at,
        messageId: messageIdOf(mail, this.server.from),
        headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834: no out-of-office answers, please
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return 'sent';
    } catch (error) {
      throw failureOf(error);
    } finally {
      transport.close();
    }
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }
}

/** What nodemailer throws: with the server's answer, where it gave one. */
const smtpError = z.object({ responseCode: z.number().optional(), message: z.string().optional() });

function failureOf(error: unknown): Error {
  const { responseCode, message } = smtpError.safeParse(error).data ?? {};
  // A wrong password (535) is a fault of the deployment: it can be fixed while the mail waits.
  if (responseCode !== undefined && responseCode >= 550 && responseCode < 560)
    return new PermanentFailure('mail-refused', `The mail server refused: ${message ?? responseCode}`, {
      cause: error,
    });
  return new TransientFailure('mail-unavailable', `The mail server: ${message ?? 'no answer'}`, { cause: error });
}
