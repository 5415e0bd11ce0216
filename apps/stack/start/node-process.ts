import { pathToFileURL } from 'node:url';
import { originOf, ownHost } from '#config/host.js';
import type { Home } from '../home/home.js';
import { inProject } from '../project.js';
import type { Command, Part } from './supervised-process.js';

const DRAIN_MS = 30_000;

/** A small heap costs no speed; without a limit, V8 collects late and does not return memory (ADR 0027). */
export const WORKER_HEAP = ['--max-semi-space-size=16', '--max-old-space-size=1024'];

/**
 * Runs a program of `dist` with the guard that ends it after the stack. The guard's URL also contains the
 * data folder, so that the command line identifies the process.
 */
function nodeCommand(
  home: Home,
  entry: string,
  env: NodeJS.ProcessEnv,
  { own = [], node = [] }: { own?: string[]; node?: string[] } = {},
): Command {
  const guard = pathToFileURL(inProject('dist', 'apps', 'stack', 'start', 'child-guard.js'));
  guard.searchParams.set('home', home.path);
  const args = [...node, '--enable-source-maps', '--import', guard.href, inProject('dist', entry), ...own];
  return { command: process.execPath, args, env, guarded: true };
}

export function apiPart(home: Home, { host, port }: { host: string; port: number }, env: NodeJS.ProcessEnv): Part {
  return {
    name: 'api',
    port,
    command: () => nodeCommand(home, 'apps/api/main.js', { ...env, HOST: host, PORT: String(port) }),
    isReady: () => answers(`${originOf(ownHost(host), port)}/health/ready`),
    stopSignal: 'SIGTERM',
    graceMs: DRAIN_MS,
  };
}

export function workerPart(home: Home, number: number, port: number, env: NodeJS.ProcessEnv): Part {
  return {
    name: `worker-${number}`,
    port,
    command: () =>
      nodeCommand(home, 'apps/worker/main.js', { ...env, WORKER_PORT: String(port) }, { node: WORKER_HEAP }),
    // its log level may hide the "ready" line
    isReady: async (lines) =>
      lines.some((line) => line.includes('worker ready')) || answers(`http://127.0.0.1:${port}/health/ready`),
    stopSignal: 'SIGTERM',
    graceMs: DRAIN_MS,
  };
}

export function sandboxPart(home: Home, port: number, env: NodeJS.ProcessEnv): Part {
  return {
    name: 'sandbox',
    port,
    command: () => nodeCommand(home, 'apps/sandbox/main.js', env, { own: ['--port', String(port)] }),
    isReady: (lines) => lines.some((line) => /^\s*\{.*"url"/.test(line)),
    stopSignal: 'SIGTERM',
    graceMs: 5_000,
  };
}

/** The Stripe sandbox; its data is persistent, like the platform's. */
export function stripePart(
  home: Home,
  port: number,
  env: NodeJS.ProcessEnv,
  webhook: { url: string; secret: string },
): Part {
  // the sandbox accepts every local caller, so its secret needs no protection
  const [there, here] = [
    ['--webhook-url', webhook.url, '--webhook-secret', webhook.secret],
    ['--port', String(port), '--data', home.stripe],
  ];
  const args = [...here, ...there];
  return {
    name: 'stripe',
    port,
    command: () => nodeCommand(home, 'apps/sandbox/stripe/main.js', env, { own: args }),
    isReady: (lines) => lines.some((line) => /^\s*\{.*"url"/.test(line)),
    stopSignal: 'SIGTERM',
    graceMs: 5_000,
  };
}

/** The Google sandbox; its files are persistent, like the platform's books. */
export function googlePart(home: Home, port: number, env: NodeJS.ProcessEnv): Part {
  const args = ['--port', String(port), '--data', home.google];
  return {
    name: 'google',
    port,
    command: () => nodeCommand(home, 'apps/sandbox/google/main.js', env, { own: args }),
    isReady: (lines) => lines.some((line) => /^\s*\{.*"url"/.test(line)),
    stopSignal: 'SIGTERM',
    graceMs: 5_000,
  };
}

/** True when the URL answers with 2xx within a second. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
