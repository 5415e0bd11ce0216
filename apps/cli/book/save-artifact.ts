import { createHash, randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Unreachable } from '#client/api-problem.js';
import type { ArtifactView } from '#contracts/jobs.js';
import type { ApiClient } from '../api-client.js';

export interface SavedFile {
  path: string;
  sha256: string;
  bytes: number;
  pages: number | null;
}

/** The API's file name, without any folder part. */
export function fileNameOf(artifact: ArtifactView): string {
  return basename(artifact.fileName) || `${artifact.kind}.pdf`;
}

/** Downloads an artifact to a path, see `saveFile`. */
export async function saveArtifact(client: ApiClient, artifact: ArtifactView, to: string): Promise<SavedFile> {
  const saved = await saveFile(artifact, await client.download(artifact.id), to);
  return { ...saved, pages: artifact.pageCount };
}

/**
 * Saves a download atomically: writes a temporary file, checks it
 * against the API's digest, flushes and renames it.
 */
export async function saveFile(
  { fileName, sha256, size }: { fileName: string; sha256: string; size: number },
  content: ReadableStream<Uint8Array>,
  to: string,
): Promise<Omit<SavedFile, 'pages'>> {
  const path = resolve(to);
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.part`);
  const file = await open(temporary, 'wx');
  try {
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const chunk of content) {
      digest.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
    if (digest.digest('hex') !== sha256 || bytes !== size)
      throw new Unreachable(`${fileName} arrived damaged (${bytes} of ${size} bytes).`);
    await file.sync();
    await file.close();
    await rename(temporary, path);
    return { path, sha256, bytes };
  } finally {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
  }
}
