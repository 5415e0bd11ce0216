import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from './chance.js';
import { changeWorkflows } from './deploy.js';
import { FORBIDDEN } from './actors.js';
import type { FaultName } from './fault-names.js';
import type { Environment } from './environment.js';

/**
 * Injects one fault, ends it if it lasts, and returns its name for the report. Null: not possible right now. `focus`
 * narrows the choices by prefix.
 */
type Fault = (environment: Environment, chance: Chance, focus: string[]) => Promise<string | null>;

/** Processes that may be killed. */
const KILLABLE = /^(api|worker-\d+|temporal|postgres|stripe|google)$/;
const TEN_MINUTES = 600_000;

const KINDS = {
  openai: [
    'rate-limit',
    '500',
    'timeout',
    'reset',
    'slow-body',
    'malformed-json',
    'not-an-image',
    'one-pixel',
    'wrong-size',
  ],
  stripeEvents: ['duplicate', 'reorder', 'delay', 'drop'],
  stripeCalls: ['api-429', 'api-500', 'api-500-after', 'api-slow'],
  google: [
    'error',
    'error-after',
    'drop',
    'drop-after',
    'slow',
    'malformed',
    'cut-upload',
    'lose-session',
    'corrupt-upload',
  ],
} as const;

export const FAULTS: Record<FaultName, Fault> = {
  kill: async (environment, chance, focus) => {
    const name = chance.pick(
      focused(
        environment.processes.filter((each) => KILLABLE.test(each)),
        focus,
      ),
    );
    const pid = environment.pid(name);
    return pid && signal(pid, 'SIGKILL') ? `kill ${name}` : null;
  },

  /** Alive but unresponsive, as a process that swaps or a virtual machine that is being migrated. */
  freeze: async (environment, chance, focus) => {
    const name = chance.pick(
      focused(
        environment.processes.filter((each) => KILLABLE.test(each) && each !== 'postgres'),
        focus,
      ),
    );
    const pid = environment.pid(name);
    const ms = chance.whole(500, 8_000);
    if (!pid || !signal(pid, 'SIGSTOP')) return null;
    await delay(ms);
    signal(pid, 'SIGCONT');
    return `freeze ${name}`;
  },

  'cut-database': async (environment, chance) => {
    const share = chance.between(0.3, 1);
    await environment.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name <> 'chaos' AND datname = 'colorbook' AND random() < $1`,
      [share],
    );
    return 'cut-database';
  },

  openai: async (environment, chance, focus) => {
    const kind = chance.pick(focused(KINDS.openai, focus));
    const rule = {
      match: chance.pick(['images', 'chat']),
      kind,
      probability: chance.between(0.3, 0.9),
      retryAfterSeconds: 1,
    };
    await environment.sandbox('openai', 'POST', 'faults', rule);
    await delay(chance.whole(1_000, 5_000));
    await environment.sandbox('openai', 'DELETE', 'faults');
    await forbid(environment);
    return `openai ${kind}`;
  },

  stripe: async (environment, chance, focus) => {
    const kind = chance.pick(focused([...KINDS.stripeEvents, ...KINDS.stripeCalls], focus));
    const rule = {
      kind,
      probability: chance.between(0.3, 0.9),
      ...(kind === 'duplicate' ? { copies: chance.whole(2, 6) } : {}),
    };
    await environment.sandbox('stripe', 'POST', 'faults', rule);
    await delay(chance.whole(1_000, 5_000));
    await environment.sandbox('stripe', 'DELETE', 'faults');
    return `stripe ${kind}`;
  },

  google: async (environment, chance, focus) => {
    const kind = chance.pick(focused(KINDS.google, focus));
    const rule = {
      kind,
      probability: chance.between(0.2, 0.7),
      match: '/upload',
      ...(kind === 'slow' ? { ms: 1_500 } : {}),
    };
    await environment.sandbox('google', 'POST', 'faults', {
      ...rule,
      ...(kind.startsWith('error') ? { status: chance.pick([429, 500, 503]) } : {}),
    });
    await delay(chance.whole(1_000, 5_000));
    await environment.sandbox('google', 'DELETE', 'faults');
    return `google ${kind}`;
  },

  clock: async (environment, chance) => {
    const part = chance.pick(['api', 'worker'] as const);
    const shift = chance.pick([-TEN_MINUTES, TEN_MINUTES]);
    await environment.setClock({ [part]: shift });
    await delay(chance.whole(2_000, 6_000));
    await environment.setClock({});
    return `clock ${part} ${shift > 0 ? '+' : '-'}10min`;
  },

  'full-disk': async (environment, chance) => {
    if (!environment.ownDisk) return null;
    await environment.fillDisk();
    await delay(chance.whole(1_000, 4_000));
    environment.freeDisk();
    return 'full-disk';
  },

  /** Deploys changed workflows, worker by worker, under running ones. */
  deploy: async (environment) => {
    await changeWorkflows(environment.program, !environment.mutant?.unpatched);
    for (const name of environment.processes.filter((each) => each.startsWith('worker')))
      await restart(environment, name);
    return 'deploy';
  },

  drain: async (environment, chance) => {
    const name = chance.pick(environment.processes.filter((each) => /^(api|worker)/.test(each)));
    await restart(environment, name);
    return `drain ${name}`;
  },

  crash: async (environment) => {
    await environment.crash();
    return 'crash of everything';
  },
};

/** The choices with one of these prefixes; all choices when none matches. */
function focused<T extends string>(choices: readonly T[], focus: string[]): readonly T[] {
  const chosen = choices.filter((choice) => focus.some((prefix) => choice.startsWith(prefix)));
  return chosen.length > 0 ? chosen : choices;
}

/** Ends all faults. */
export async function endFaults(environment: Environment): Promise<void> {
  await environment.setClock({});
  environment.freeDisk();
  for (const name of environment.processes) signal(environment.pid(name), 'SIGCONT');
  await environment.upAgain();
  await environment.sandbox('openai', 'DELETE', 'faults');
  for (const name of ['stripe', 'google'] as const) await environment.sandbox(name, 'DELETE', 'faults');
  await forbid(environment);
}

/** Has the fake of the provider refuse prompts that contain FORBIDDEN, as authors do ask for what may not be drawn. */
export async function forbid(environment: Environment): Promise<void> {
  await environment.sandbox('openai', 'POST', 'faults', {
    match: 'images',
    kind: 'moderation',
    promptIncludes: FORBIDDEN,
  });
}

/** Sends SIGTERM and waits for the next process. */
async function restart(environment: Environment, name: string): Promise<void> {
  const pid = environment.pid(name);
  if (!pid || !signal(pid, 'SIGTERM')) return;
  for (const end = Date.now() + 45_000; Date.now() < end; await delay(100)) {
    const now = environment.pid(name);
    if (now && now !== pid) return;
  }
}

function signal(pid: number | null, name: NodeJS.Signals): boolean {
  try {
    return pid !== null && process.kill(pid, name);
  } catch {
    return false; // it has just ended
  }
}

/** Number of unfinished files of killed writers; a sweep removes them after an hour. */
export async function leftovers(environment: Environment): Promise<number> {
  const folder = join(environment.disk, 'artifacts', 'incoming');
  return existsSync(folder) ? (await readdir(folder)).length : 0;
}
