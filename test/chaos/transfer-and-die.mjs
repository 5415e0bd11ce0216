/**
 * Transfers one file to Drive with the worker's own code, and kills itself (-9) after reading `dieAfter` bytes. Prints its
 * heartbeats, one JSON line each.
 */
import process from 'node:process';
import { Transform } from 'node:stream';
import { openDatabase } from '../../dist/libs/database/database.js';
import { DriveAccount } from '../../dist/libs/drive/connection/rate-limits.js';
import { transferFile } from '../../dist/libs/drive/transfer/transfer-file.js';
import { openDrive } from '../../dist/libs/drive/connection/open-drive.js';
import { FileStore } from '../../dist/libs/storage/file-store.js';

const { databaseUrl, artifacts, google, connectionId, job, fileId, folderId, last, dieAfter } = JSON.parse(
  process.argv[2],
);

/** Counts reads of a range only: the upload's, not the digest's. */
class SelfKillingStore extends FileStore {
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

const db = openDatabase({ url: databaseUrl, pool: 2, name: 'self-killing' });
const drive = openDrive({
  ...google,
  keys: google.keys.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') })),
});
await transferFile(
  {
    db,
    store: new SelfKillingStore(artifacts),
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
