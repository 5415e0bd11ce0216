/**
 * Carries one file to Drive with the worker's own code, and kills itself (-9) once so many bytes of it were read. Prints
 * its signs of life, one JSON line each, as Temporal's server would keep them.
 */
import process from 'node:process';
import { Transform } from 'node:stream';
import { openDatabase } from '../../dist/libs/database/database.js';
import { DriveAccount } from '../../dist/libs/drive/connection/rate-limits.js';
import { carryFile } from '../../dist/libs/drive/transfer/transfer-file.js';
import { openDrive } from '../../dist/libs/drive/connection/open-drive.js';
import { FileStore } from '../../dist/libs/storage/file-store.js';

const { databaseUrl, artifacts, google, connectionId, job, fileId, folderId, last, dieAfter } = JSON.parse(
  process.argv[2],
);

/** Reads that are not of the upload (the digest) do not count: an upload reads a range. */
class MortalStore extends FileStore {
  async open(sha256, range) {
    const source = await super.open(sha256, range);
    if (!source || !range) return source;
    let left = dieAfter;
    const counting = new Transform({
      transform(block, _encoding, done) {
        left -= block.length;
        if (left < 0) process.kill(process.pid, 'SIGKILL');
        done(null, block);
      },
    });
    return source.pipe(counting);
  }
}

const db = openDatabase({ url: databaseUrl, pool: 2, name: 'mortal' });
const drive = openDrive({
  ...google,
  keys: google.keys.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') })),
});
await carryFile(
  {
    db,
    store: new MortalStore(artifacts),
    ...drive,
    account: new DriveAccount({ db, ...drive }, connectionId),
    job,
    signal: new AbortController().signal,
    heartbeat: (state) => process.stdout.write(`${JSON.stringify(state)}\n`),
    lastState: (id) => (last?.fileId === id ? last : null),
  },
  fileId,
  folderId,
);
await db.$disconnect();
