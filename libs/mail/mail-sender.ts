/** A mail as plain text, to one person. */
export interface Mail {
  /** UUID; the Message-ID is made from it, so that a mail sent twice is known to be one. */
  id: string;
  to: string;
  subject: string;
  text: string;
  at: Date;
}

/** `sent` is with the mail server; `kept` lies in a folder, for want of one. */
export type Delivery = 'sent' | 'kept';

/** Sends mails. Throws `PermanentFailure` mail-refused, or `TransientFailure` mail-unavailable when trying later may help. */
export interface MailSender {
  deliver(mail: Mail): Promise<Delivery>;
  /** Takes away what was kept of a mail; one that was sent is out of reach. Safe to repeat. */
  forget(id: string): Promise<void>;
}

/** RFC 5322 §3.6.4: unique for ever, and the same at each try. */
export const messageIdOf = ({ id }: Pick<Mail, 'id'>, from: string): string =>
  `<${id}@${/@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'colorbook.local'}>`;
