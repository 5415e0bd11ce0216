import type { Database } from '#database/database.js';
import type { ArtifactStore } from '#storage/artifact-store.js';

/** True when any row refers to this content: files are deduplicated by content. */
export async function isInUse(db: Database, sha256: string): Promise<boolean> {
  const users = await Promise.all([
    db.artVersion.findFirst({ where: { sha256 }, select: { id: true } }),
    db.artifact.findFirst({ where: { sha256 }, select: { id: true } }),
    db.providerCall.findFirst({ where: { sha256 }, select: { key: true } }),
    db.period.findFirst({ where: { digest: sha256 }, select: { month: true } }),
    db.batch.findFirst({ where: { zipSha256: sha256 }, select: { id: true } }),
    db.accountExport.findFirst({ where: { sha256 }, select: { id: true } }),
  ]);
  return users.some((user) => user !== null);
}

const FILES = 200;

/**
 * Removes files of an erasure that nobody else has. One that was stored a moment ago may be another's whose row is only
 * just being written: it is checked again later. Returns how many are left.
 */
export async function removeFiles(
  { db, store, youngMs }: { db: Database; store: ArtifactStore; youngMs: number },
  erasureId: string,
): Promise<number> {
  for (let after = ''; ;) {
    const where = { erasureId, sha256: { gt: after } };
    const files = await db.erasureFile.findMany({ where, orderBy: { sha256: 'asc' }, take: FILES });
    for (const { sha256 } of files) {
      const at = await store.modifiedAt(sha256);
      if (at && !(await isInUse(db, sha256))) {
        if (Date.now() - at.getTime() < youngMs) continue;
        await store.remove(sha256);
      }
      await db.erasureFile.deleteMany({ where: { erasureId, sha256 } });
    }
    const last = files.at(-1);
    if (!last || files.length < FILES) break;
    after = last.sha256;
  }
  return db.erasureFile.count({ where: { erasureId } });
}
