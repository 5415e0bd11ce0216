import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { TransientFailure } from '#failures/failure.js';
import type { ArtifactStore, StoredObject } from '#storage/artifact-store.js';

/** Adds to an archive that is being written; nothing is opened before its turn. */
export interface Archive {
  /** A file of the store, which is pressed already. */
  file(name: string, file: { sha256: string; size: number }): void;
  text(name: string, open: () => Readable): void;
}

/**
 * An archive (ZIP64 where it must be) streamed into the store, whose files come out of it, one after the other: memory stays
 * flat. The same content gives the same bytes.
 */
export async function zipIntoStore(
  store: ArtifactStore,
  { mtime, signal }: { mtime: Date; signal: AbortSignal },
  fill: (archive: Archive) => Promise<void>,
): Promise<StoredObject> {
  const zip = new ZipFile();
  const output = zip.outputStream;
  if (!(output instanceof Readable)) throw new TypeError('yazl writes to a stream that cannot be destroyed');
  zip.on('error', (error: Error) => output.destroy(error));
  // yazl does not look at it when there is an error
  const nothing = Readable.from([]);
  const lazily = (name: string, options: object, open: () => Promise<Readable>): void =>
    zip.addReadStreamLazy(name, { mtime, ...options }, (give) => {
      if (signal.aborted) return give(signal.reason, nothing);
      open().then(
        // an error in the middle ends the archive, not the process
        (source) =>
          give(
            null,
            source.once('error', (error: Error) => output.destroy(error)),
          ),
        (error: unknown) => give(error, nothing),
      );
    });
  await fill({
    file: (name, { sha256, size }) =>
      lazily(name, { size, compress: false }, async () => {
        const source = await store.open(sha256);
        if (!source) throw new TransientFailure('storage-unavailable', `${name} is missing from the artifact store.`);
        return source;
      }),
    text: (name, open) => lazily(name, { compress: true }, () => Promise.resolve(open())),
  });
  const stored = store.put(output);
  zip.end();
  return stored;
}
