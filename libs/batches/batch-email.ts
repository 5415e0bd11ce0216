import type { BatchKind } from '#contracts/batches.js';
import { emailText } from '#i18n/email-texts.js';

interface Ended {
  kind: BatchKind;
  completed: number;
  total: number;
  hasArchive: boolean;
}

/** The email at the end of a long batch. `link`: the batch in the console. */
export function batchEmail(
  { email, name, locale }: { email: string; name: string; locale?: string },
  { kind, completed, total, hasArchive }: Ended,
  link: string,
): { recipient: string; subject: string; body: string } {
  const failed = total - completed;
  const archive = hasArchive ? 'yes' : 'no';
  return {
    recipient: email,
    subject:
      failed > 0
        ? emailText('batch.subject.failed', { failed, total }, locale)
        : emailText('batch.subject.done', {}, locale),
    body: emailText(`batch.body.${kind}`, { name, completed, total, failed, archive, link }, locale),
  };
}
