import type { Readable } from 'node:stream';

/** What is stored: named by the SHA-256 of its content, so that storing twice is storing once. */
export interface StoredObject {
  /** Lower-case hex. */
  sha256: string;
  /** Bytes. */
  size: number;
}

/**
 * Content-addressed blobs. Nobody ever sees half an object: files are written under a temporary name, fsynced and
 * renamed; S3 objects appear whole. Throws `TransientFailure` storage-full (ENOSPC, quota) or storage-unavailable, and
 * `PermanentFailure` storage-refused where a store never takes a request.
 */
export interface ArtifactStore {
  put(content: Buffer | Readable): Promise<StoredObject>;
  /** Null when there is no such object. */
  open(sha256: string, range?: { start: number; end: number }): Promise<Readable | null>;
  read(sha256: string): Promise<Buffer | null>;
  has(sha256: string): Promise<boolean>;
  /** When it was last stored; null when there is no such object. */
  modifiedAt(sha256: string): Promise<Date | null>;
  remove(sha256: string): Promise<void>;
  /** All objects, for the collector of orphans; `modifiedAt` keeps it from young ones. */
  list(): AsyncIterable<StoredObject & { modifiedAt: Date }>;
  /** Resolves when objects can be written as `put` writes them; throws as `put` does otherwise. For readiness. */
  check(): Promise<void>;
}
