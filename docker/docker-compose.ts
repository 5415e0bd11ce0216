import { execFile } from 'node:child_process';
import { builtAsMainModule, cachedProgram, findGo } from '../apps/stack/setup/go-binary.js';
import type { Program } from '../apps/stack/setup/go-binary.js';

const COMPOSE: Program = { name: 'docker-compose', version: '2.40.3', title: 'Docker Compose' };
const MODULE = 'github.com/docker/compose/v2';

/**
 * Path of Docker Compose, built once per machine from its Go module. Null where that is not possible on a
 * user's machine; `notify` gets the reason. On CI, that is an error.
 */
export async function findDockerCompose(notify: (line: string) => unknown): Promise<string | null> {
  const isCi = Boolean(process.env['CI']);
  if (!isCi && !(await findGo())) return leftOut(notify, 'there is no Go to build it with');
  const source = { module: MODULE, folder: './cmd', versionIn: `${MODULE}/internal.Version` };
  try {
    return await cachedProgram(
      COMPOSE,
      [builtAsMainModule(COMPOSE, source, 5, notify)],
      notify,
      'Install Go (https://go.dev/dl).',
    );
  } catch (error) {
    if (isCi) throw error;
    const [, reason] = error instanceof Error ? error.message.split('\n') : [];
    return leftOut(notify, reason?.replace(/^ *- /, '') ?? 'no reason was given');
  }
}

function leftOut(notify: (line: string) => unknown, why: string): null {
  notify(`Left out: docker/compose.yaml before Docker Compose ${COMPOSE.version} itself (${why}).`);
  return null;
}

export interface ComposeRun {
  code: number;
  output: string;
}

/** Runs Compose against an engine; never throws for its result. `env` is its complete environment. */
export const runCompose = (
  binary: string,
  args: string[],
  options: { cwd: string; env: Record<string, string>; timeoutMs: number },
): Promise<ComposeRun> =>
  new Promise((resolve) => {
    const { cwd, env, timeoutMs: timeout } = options;
    execFile(binary, args, { cwd, env, timeout, maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
