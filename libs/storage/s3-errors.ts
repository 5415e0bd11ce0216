import { S3ServiceException } from '@aws-sdk/client-s3';
import { Failure, TransientFailure, PermanentFailure } from '#failures/failure.js';

/** Codes by which S3-compatible stores say that they are full or over a quota (MinIO, Ceph RGW, Backblaze). */
const FULL = new Set(['XMinioStorageFull', 'QuotaExceeded', 'InsufficientStorage', 'storage_cap_exceeded']);
/** Statuses of a request that the store will never take: bad request, method not allowed, length, size, not implemented. */
const REFUSED = new Set([400, 405, 411, 413, 501]);
/** Answers of 400 that the same request may not get again: lost bytes, a late body, credentials that are being renewed. */
const PASSING = new Set([
  'RequestTimeout',
  'BadDigest',
  'IncompleteBody',
  'XAmzContentSHA256Mismatch',
  'ExpiredToken',
  'TokenRefreshRequired',
]);
const MAX_MESSAGE_LENGTH = 300;

/** HTTP status of an S3 answer, or undefined when there was no answer. */
export function s3Status(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

/** True when the store does not take this kind of request, so that sending it again gives the same answer. */
export const isRefusedRequest = (error: unknown): boolean =>
  error instanceof S3ServiceException &&
  REFUSED.has(s3Status(error) ?? 0) &&
  !FULL.has(error.name) &&
  !PASSING.has(error.name);

/**
 * An SDK error as a `Failure` with the store's own detail: storage-full (507 or a quota code), a `PermanentFailure`
 * storage-refused (a request that the store never takes), else storage-unavailable. A key or bucket that is refused
 * counts as unavailable: an operator fixes it at the store, and the work continues by itself.
 */
export function s3Failure(error: unknown, doing: string): Failure {
  if (error instanceof Failure) return error;
  const detail = `${messageOf(error)}, while ${doing}`;
  const options = { cause: error };
  const name = error instanceof Error ? error.name : '';
  if (FULL.has(name) || s3Status(error) === 507)
    return new TransientFailure('storage-full', `The bucket is full (${detail}).`, options);
  if (isRefusedRequest(error))
    return new PermanentFailure('storage-refused', `The object store refuses this request: ${detail}.`, options);
  return new TransientFailure('storage-unavailable', `The bucket cannot be used (${detail}).`, options);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const status = s3Status(error);
  const message = error.message && error.message !== error.name ? `${error.name}: ${error.message}` : error.name;
  return `${message.replace(/\s+/g, ' ').slice(0, MAX_MESSAGE_LENGTH)}${status ? `, HTTP ${status}` : ''}`;
}
