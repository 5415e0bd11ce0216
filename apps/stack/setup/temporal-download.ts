import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

/** Where Temporal's own SDKs ask for the CLI's archive. */
const SERVICE = 'https://temporal.download';

/** A closed network must fall through to the next way at once, not after a minute. */
const ANSWER_WITHIN_MS = 5_000;
const DOWNLOAD_WITHIN_MS = 10 * 60_000;

interface DownloadInfo {
  archiveUrl: string;
  fileToExtract: string;
}

/**
 * Downloads the official CLI into `scratch` as the SDK's ephemeral server does (its own downloader would also start a
 * server) and gives the path of the binary.
 */
export async function downloadTemporal(
  scratch: string,
  version: string,
  tell: (line: string) => void,
  service = SERVICE,
): Promise<string> {
  const platform = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  if (!platform || !arch) throw new Error(`Temporal offers no download for ${process.platform} ${process.arch}`);
  const info = await askFor(`${service}/cli/v${version}?arch=${arch}&platform=${platform}&format=tar.gz`);
  tell('Downloading the Temporal server; once on this machine');
  const response = await fetch(info.archiveUrl, { signal: AbortSignal.timeout(DOWNLOAD_WITHIN_MS) });
  if (!response.ok || !response.body) throw new Error(`${info.archiveUrl} answered ${response.status}`);
  const archive = join(scratch, 'archive.tar.gz');
  await pipeline(Readable.fromWeb(response.body), createWriteStream(archive));
  await promisify(execFile)('tar', ['-xzf', archive, '-C', scratch, info.fileToExtract]);
  const binary = join(scratch, info.fileToExtract);
  await chmod(binary, 0o755);
  return binary;
}

async function askFor(url: string): Promise<DownloadInfo> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return (await response.json()) as DownloadInfo;
  } catch (cause) {
    throw new Error(`${new URL(url).host} could not be asked for it`, { cause });
  }
}
