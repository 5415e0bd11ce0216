import { createHash } from 'node:crypto';
import type { JobStep } from '#contracts/jobs.js';
import type { Connection } from '#database/database.js';

export interface FailureCase {
  job: { id: string; ownerId: string };
  page?: number;
  step: JobStep;
  code: string;
  message: string;
}

/** Told by the pages themselves; counting the job as well would count each case twice. */
const PAGES_REFUSED = 'pages-refused';

/**
 * Notes that a job or page came to need a person, under its cause, in the transaction that says so. A cause that had been
 * resolved is open again, and says that it came back.
 */
export async function noteFailure(tx: Connection, failure: FailureCase): Promise<void> {
  if (failure.code === PAGES_REFUSED) return;
  const message = causeOf(failure.message);
  const fingerprint = fingerprintOf(failure.code, failure.step, message);
  await tx.$executeRaw`
    INSERT INTO "FailureGroup" AS known (fingerprint, code, step, message, count)
    VALUES (${fingerprint}, ${failure.code}, ${failure.step}, ${message}, 1)
    ON CONFLICT (fingerprint) DO UPDATE SET
      count = known.count + 1,
      "lastSeen" = now(),
      regressed = known.regressed OR known.status = 'resolved',
      status = CASE WHEN known.status = 'resolved' THEN 'open' ELSE known.status END`;
  await tx.failure.create({
    data: {
      fingerprint,
      jobId: failure.job.id,
      ownerId: failure.job.ownerId,
      page: failure.page ?? null,
      message: failure.message,
    },
  });
}

export const fingerprintOf = (code: string, step: string, cause: string): string =>
  createHash('sha256').update(`${code}\n${step}\n${cause}`).digest('hex').slice(0, 16);

const DIFFERS: [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>'],
  [/\b(?=[0-9a-f]*\d)[0-9a-f]{10,}\b/gi, '<hash>'],
  [/“[^”]*”|"[^"]*"|‘[^’]*’/g, '“…”'],
  [/\d+(?:[.,]\d+)*/g, '<n>'],
  [/\s+/g, ' '],
];

/** A message without what differs from case to case: ids, hashes, quoted words and numbers. */
export const causeOf = (message: string): string =>
  DIFFERS.reduce((text, [what, instead]) => text.replace(what, instead), message)
    .trim()
    .slice(0, 300);
