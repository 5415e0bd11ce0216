import { execFile, spawn } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { endWithParent } from '../../apps/stack/home/end-with-parent.js';
import {
  builtByGo,
  cachedProgram,
  executable,
  firstExecutable,
  onPath,
  type Program,
} from '../../apps/stack/setup/go-binary.js';

/** The newest that `go install` can build. Its OpenAPI is of API version 2026-08-26.dahlia. */
const STRIPE_MOCK: Program = { name: 'stripe-mock', version: '0.203.0', title: 'stripe-mock' };
const ADVICE =
  'Install it so that "stripe-mock" is on the PATH (https://github.com/stripe/stripe-mock), or install Go (https://go.dev/dl).';

/** A closed network must fall through to the next way at once, not after a minute. */
const ANSWER_WITHIN = 5_000;
const DOWNLOAD_WITHIN = 5 * 60_000;

/** Stripe's own stateless mock: checks parameters by the published OpenAPI and answers with its fixtures. */
export interface StripeMock {
  url: string;
  stop(): Promise<void>;
}

export async function startStripeMock(log: (line: string) => void): Promise<StripeMock> {
  const installed = await firstExecutable(onPath(STRIPE_MOCK.name));
  const build = builtByGo(STRIPE_MOCK, 'github.com/stripe/stripe-mock', 1, log);
  const binary = installed ?? (await cachedProgram(STRIPE_MOCK, [download, build], log, ADVICE));
  // Without an address for HTTPS it would take a fixed port on all interfaces.
  const child = spawn(binary, ['-http-addr', '127.0.0.1:0', '-https-addr', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithParent(child);
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill();
    await gone;
  };
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    const address = /Listening for HTTP at address: (\S+)/.exec(line)?.[1];
    if (!address) continue;
    child.stdout.resume();
    return { url: `http://${address}`, stop };
  }
  throw new Error(`stripe-mock did not start: ${said}`);
}

async function download(scratch: string): Promise<string> {
  const platform = { linux: 'linux', darwin: 'darwin' }[process.platform as string];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  const { name, version } = STRIPE_MOCK;
  if (!platform || !arch) throw new Error(`There is no release for ${process.platform} ${process.arch}`);
  const url = `https://github.com/stripe/${name}/releases/download/v${version}/${name}_${version}_${platform}_${arch}.tar.gz`;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_WITHIN);
  const response = await fetch(url, {
    signal: AbortSignal.any([abort.signal, AbortSignal.timeout(DOWNLOAD_WITHIN)]),
  }).catch((cause: unknown) => {
    throw new Error('github.com could not be asked for it', { cause });
  });
  clearTimeout(timer);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const archive = join(scratch, 'archive.tar.gz');
  await writeFile(archive, new Uint8Array(await response.arrayBuffer()));
  await promisify(execFile)('tar', ['-xzf', archive, '-C', scratch, name]);
  const binary = join(scratch, executable(name));
  await chmod(binary, 0o755);
  return binary;
}

/** A request as the sandbox's log keeps it. */
export interface RecordedRequest {
  method: string;
  path: string;
  /** Form-encoded: the body of a POST, the query of others. */
  form: string;
}

/** What Stripe's OpenAPI thinks of a request that it does not take. */
export interface RefusedRequest extends RecordedRequest {
  status: number;
  message: string;
}

/** One request at stripe-mock. The version header is left out: the mock knows an older one than the SDK sends. */
export async function askStripeMock(mock: StripeMock, { method, path, form }: RecordedRequest): Promise<Response> {
  const query = method !== 'POST' && form ? `?${form}` : '';
  return fetch(`${mock.url}${path}${query}`, {
    method,
    headers: { authorization: 'Bearer sk_test_123', 'content-type': 'application/x-www-form-urlencoded' },
    body: method === 'POST' ? form : undefined,
  });
}

/** Replays requests at stripe-mock and returns those that it refuses. Ids do not matter, for it keeps nothing. */
export async function checkAgainstStripeMock(mock: StripeMock, requests: RecordedRequest[]): Promise<RefusedRequest[]> {
  const refused: RefusedRequest[] = [];
  for (const { method, path, form } of requests) {
    const answer = await askStripeMock(mock, { method, path, form });
    const body = (await answer.json()) as { error?: { message: string } };
    if (answer.status >= 400)
      refused.push({ method, path, form, status: answer.status, message: body.error?.message ?? '' });
  }
  return refused;
}
