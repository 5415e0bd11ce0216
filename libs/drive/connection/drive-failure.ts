import { GaxiosError } from 'gaxios';
import { z } from 'zod';
import { Failure, TransientFailure, PermanentFailure } from '#failures/failure.js';

/** Waits are kept within these bounds, in milliseconds. */
const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 64_000;

const answer = z.object({
  error: z.union([
    z.string(),
    z.object({
      message: z.string().optional(),
      errors: z.array(z.object({ reason: z.string().optional() })).optional(),
    }),
  ]),
  error_description: z.string().optional(),
});

/** What went wrong with a request, however it was sent. */
export interface DriveAnswer {
  status: number;
  body: unknown;
  retryAfter?: string | null | undefined;
}

/**
 * Maps Drive's answer: a transient failure may pass by itself, a permanent one needs the author. 403 by its reason, since it may say
 * either. Source: https://developers.google.com/workspace/drive/api/guides/handle-errors
 */
export function driveFailure({ status, body, retryAfter }: DriveAnswer, cause?: unknown): Failure {
  const options = cause === undefined ? {} : { cause };
  const { reason, message } = errorDetails(body);
  if (SLOW_DOWN.has(reason) || status === 429)
    return new TransientFailure('drive-rate-limited', 'Google asks to slow down.', {
      ...options,
      retryAfterMs: waitOf(retryAfter),
    });
  if (QUOTA_EXCEEDED_REASONS.has(reason))
    return new PermanentFailure(
      'drive-full',
      'There is no room left in your Google Drive. Make some, then try again.',
      options,
    );
  if (OPERATORS.has(reason))
    return new TransientFailure(
      'drive-misconfigured',
      `Google does not accept this installation (${reason}): ${message.slice(0, 200)}`,
      options,
    );
  if (ONE_FILE.has(reason))
    return new FileRefused(`Google does not let us use this file: ${message.slice(0, 300)}`, options);
  if (status === 401 || NOT_OURS.has(reason))
    return new PermanentFailure(
      'drive-reconnect',
      'Google does not let us into your Drive any more. Connect it again.',
      options,
    );
  if (status >= 500 || status === 408)
    return new TransientFailure('drive-unavailable', 'Google Drive does not answer as it should.', options);
  return new PermanentFailure('drive-refused', `Google Drive refuses: ${message.slice(0, 300)}`, options);
}

const SLOW_DOWN = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'sharingRateLimitExceeded',
  'dailyLimitExceeded',
]);
const QUOTA_EXCEEDED_REASONS = new Set([
  'storageQuotaExceeded',
  'teamDriveFileLimitExceeded',
  'numChildrenInNonRootLimitExceeded',
]);
/** The grant itself: gone, or without the scope. */
const NOT_OURS = new Set(['insufficientPermissions', 'authError', 'invalid_grant']);
/** One file or folder: its author shares it otherwise, or has put it where we may not write. */
const ONE_FILE = new Set([
  'appNotAuthorizedToFile',
  'insufficientFilePermissions',
  'cannotModifyInheritedPermission',
  'fileWriterTeamDriveMoveInDisabled',
  'insufficientParentPermissions',
  'parentNotAFolder',
  'fileNotDownloadable',
  'cannotDownloadFile',
  'cannotDownloadAbusiveFile',
  'downloadRestrictedForReadersAndWriters',
]);
/**
 * Failures that only the operator can fix, in Google's console or in our settings: the OAuth client's id or secret (RFC 6749
 * §5.2), or an API that is not enabled. Work continues by itself once it is fixed.
 */
const OPERATORS = new Set([
  'invalid_client',
  'unauthorized_client',
  'deleted_client',
  'disabled_client',
  'org_internal',
  'unsupported_grant_type',
  'accessNotConfigured',
  'SERVICE_DISABLED',
  'keyInvalid',
  'keyExpired',
]);

/** Google's no to one file: the others go on. */
export class FileRefused extends PermanentFailure {
  constructor(message: string, options?: ErrorOptions) {
    super('drive-refused', message, options);
  }
}

function errorDetails(body: unknown): { reason: string; message: string } {
  const parsed = answer.safeParse(body);
  if (!parsed.success) return { reason: '', message: 'an answer that says nothing' };
  const { error, error_description } = parsed.data;
  if (typeof error === 'string') return { reason: error, message: error_description ?? error };
  return { reason: error.errors?.[0]?.reason ?? '', message: error.message ?? 'no reason given' };
}

const waitOf = (header: string | null | undefined): number => {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, seconds * 1_000)) : 2_000;
};

/** What an error of Google's client means. Anything that is not of the network or Google's is given back. */
export function asDriveFailure(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof GaxiosError)) return error;
  const { response } = error;
  if (!response) return new TransientFailure('drive-unavailable', 'Google Drive does not answer.', { cause: error });
  return driveFailure(
    { status: response.status, body: response.data, retryAfter: response.headers.get('retry-after') },
    error,
  );
}

/** The refresh token is worth nothing any more: revoked, unused for half a year, or of a test app after a week. */
export const isGrantGone = (error: unknown): boolean =>
  error instanceof GaxiosError && errorDetails(error.response?.data).reason === 'invalid_grant';

export const statusOf = (error: unknown): number => (error instanceof GaxiosError ? (error.response?.status ?? 0) : 0);
