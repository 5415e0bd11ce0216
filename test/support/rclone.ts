import { execFile } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cachedProgram, executable, firstExecutable, onPath, type Program } from '../../apps/stack/setup/go-binary.js';
import { inProject } from '../../apps/stack/project.js';
import { lastLines } from './python-client.js';

const run = promisify(execFile);
const RCLONE: Program = { name: 'rclone-drive', version: '1.76.0', title: 'rclone with its Drive backend' };
const BUILD_WITHIN = 10 * 60_000;

/**
 * rclone with its Drive backend only, built once by Go from `rclone-drive/main.go`.
 * @throws Error with the reason when it can't be had
 */
export function rcloneForDrive(log: (line: string) => void): Promise<string> {
  const build = async (scratch: string): Promise<string> => {
    const go = await firstExecutable(onPath('go', ['/usr/local/go/bin']));
    if (!go) throw new Error('Go, which could build it, is not installed');
    log(`Building ${RCLONE.title} with Go; once on this machine, some minutes`);
    await cp(inProject('test', 'support', 'rclone-drive'), scratch, { recursive: true });
    const module = `module rclonedrive\n\ngo 1.24\n\nrequire github.com/rclone/rclone v${RCLONE.version}\n`;
    await writeFile(join(scratch, 'go.mod'), module);
    const env = { ...process.env, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' };
    const output = join(scratch, executable(RCLONE.name));
    try {
      const options = { cwd: scratch, env, maxBuffer: 64 << 20, timeout: BUILD_WITHIN };
      await run(go, ['build', '-ldflags', '-s -w', '-o', output, '.'], options);
    } catch (error) {
      throw new Error(`go build failed: ${lastLines(error)}`, { cause: error });
    }
    return output;
  };
  return cachedProgram(RCLONE, [build], log, 'Install Go (https://go.dev/dl) to have it built.');
}

export interface RcloneRemote {
  url: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  /** Folder for what rclone leaves behind. */
  temporary: string;
}

/** Runs a command of rclone; in its arguments, `drive:` is the Drive of the fake. Returns what it prints. */
export async function runRclone(binary: string, remote: RcloneRemote, ...args: string[]): Promise<string> {
  const token = {
    access_token: 'expired long ago',
    refresh_token: remote.refreshToken,
    token_type: 'Bearer',
    expiry: '2020-01-01T00:00:00Z',
  };
  const env = {
    ...process.env,
    STAND_IN: remote.url,
    TMPDIR: remote.temporary,
    NO_PROXY: '127.0.0.1',
    RCLONE_CONFIG: '/notfound',
    RCLONE_CONFIG_DRIVE_TYPE: 'drive',
    RCLONE_CONFIG_DRIVE_SCOPE: 'drive.file',
    RCLONE_CONFIG_DRIVE_CLIENT_ID: remote.clientId,
    RCLONE_CONFIG_DRIVE_CLIENT_SECRET: remote.clientSecret,
    RCLONE_CONFIG_DRIVE_TOKEN: JSON.stringify(token),
    RCLONE_CONFIG_DRIVE_TOKEN_URL: `${remote.url}/token`,
    RCLONE_CONFIG_DRIVE_AUTH_URL: `${remote.url}/o/oauth2/v2/auth`,
    // Many small pieces, and no waiting between calls, since there is no rate limit here.
    RCLONE_CONFIG_DRIVE_CHUNK_SIZE: '256Ki',
    RCLONE_CONFIG_DRIVE_UPLOAD_CUTOFF: '256Ki',
    RCLONE_CONFIG_DRIVE_PACER_MIN_SLEEP: '1ms',
  };
  const { stdout } = await run(binary, args, { env, timeout: 60_000, maxBuffer: 16 << 20 }).catch((error: unknown) => {
    throw new Error(`rclone ${args.join(' ')}: ${lastLines(error)}`, { cause: error });
  });
  return stdout;
}
