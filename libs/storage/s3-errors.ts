import { S3ServiceException } from '@aws-sdk/client-s3';
import { Fault } from '#failures/failure.js';

/** Codes by which S3-compatible stores say that they are full or over a quota (MinIO, Ceph RGW, Backblaze). */
const FULL = new Set(['XMinioStorageFull', 'QuotaExceeded', 'InsufficientStorage', 'storage_cap_exceeded']);

/** HTTP status of an S3 answer, or undefined when there was no answer. */
export function s3Status(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

/** An SDK error as a `Fault`: storage-full (507 or a quota code), else storage-unavailable, with a wish to wait if told. */
export function s3Fault(error: unknown, doing: string): Fault {
  if (error instanceof Fault) return error;
  const name = error instanceof Error ? error.name : 'unknown error';
  if (FULL.has(name) || s3Status(error) === 507)
    return new Fault('storage-full', `The bucket is full (${name} while ${doing}).`, { cause: error });
  return new Fault('storage-unavailable', `The bucket cannot be used (${name} while ${doing}).`, { cause: error });
}
