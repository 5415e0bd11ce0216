import { isReadablePicture } from '#artwork/line-art/picture-format.js';
import { countDownloaded } from '#observability/metrics/drive-series.js';
import { DriveAccount } from '../connection/rate-limits.js';
import type { DriveDeps } from '../connection/rate-limits.js';
import { downloadedBytes } from './downloaded-bytes.js';
import { MAX_BYTES, openPicture } from './readable-picture.js';
import { remoteFile } from './remote-files.js';

/**
 * The picture that lies in Drive at this moment, `width` pixels wide, re-rendered as a PNG: bytes from outside never reach
 * a browser as they are. Null when there is none, or it can't be decoded. Throws what `DriveAccount.run` throws.
 */
export async function fetchDrivePicture(
  deps: DriveDeps,
  connectionId: string,
  remoteId: string,
  width: number,
): Promise<Buffer | null> {
  const account = new DriveAccount(deps, connectionId);
  const there = await remoteFile(account, remoteId);
  if (!there || there.size > MAX_BYTES) return null;
  const { data } = await account.run((drive) =>
    drive.files.get({ fileId: remoteId, alt: 'media', supportsAllDrives: true }, { responseType: 'arraybuffer' }),
  );
  const bytes = downloadedBytes(data);
  countDownloaded(bytes.length);
  if (!isReadablePicture(bytes)) return null;
  return openPicture(bytes)
    .resize({ width, withoutEnlargement: true })
    .png()
    .toBuffer()
    .catch(() => null);
}
