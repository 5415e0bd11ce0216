import { TransientFailure } from '#failures/failure.js';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The `code` of a Node system error (`ENOENT`, …), or undefined for any other value. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** A system error of the file store as a `TransientFailure`: storage-full for a full disk or quota, else storage-unavailable. */
export function asStorageFailure(error: unknown, doing: string): TransientFailure {
  if (error instanceof TransientFailure) return error;
  const code = errorCode(error) ?? 'unknown error';
  return FULL.has(code)
    ? new TransientFailure('storage-full', `The artifact store is full (${code} while ${doing}).`, { cause: error })
    : new TransientFailure('storage-unavailable', `The artifact store cannot be used (${code} while ${doing}).`, {
        cause: error,
      });
}

/** Runs a file operation; its system errors become transient failures, so that callers never see a bare `ENOSPC`. */
export async function stored<T>(doing: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw asStorageFailure(error, doing);
  }
}

/** Like `stored`, with null where the file or folder does not exist. */
export async function storedOrNull<T>(doing: string, operation: () => Promise<T>): Promise<T | null> {
  try {
    return await operation();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw asStorageFailure(error, doing);
  }
}
