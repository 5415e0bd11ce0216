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
 * Injects one fault, and takes back by itself what lasts; says what it did. Null: not possible right now. `focus`
 * narrows its choices to those that begin so.
 */
type Fault = (stage: Environment, chance: Chance, focus: string[]) => Promise<string | null>;

/** Parts that anybody may kill. */
const MORTAL = /^(api|worker-\d+|temporal|postgres|stripe|google)$/;
const TEN_MINUTES = 600_000;

const ILLS = {
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
  kill: async (stage, chance, focus) => {
    const name = chance.pick(
      focused(
        stage.processes.filter((each) => MORTAL.test(each)),
        focus,
      ),
    );
    const pid = stage.pid(name);
    return pid && signal(pid, 'SIGKILL') ? `kill ${name}` : null;
  },

  /** Alive, and silent: a process that swaps, a virtual machine that is being moved. */
  freeze: async (stage, chance, focus) => {
    const name = chance.pick(
      focused(
        stage.processes.filter((each) => MORTAL.test(each) && each !== 'postgres'),
        focus,
      ),
    );
    const pid = stage.pid(name);
    const ms = chance.whole(500, 8_000);
    if (!pid || !signal(pid, 'SIGSTOP')) return null;
    await delay(ms);
    signal(pid, 'SIGCONT');
    return `freeze ${name}`;
  },

  'cut-database': async (stage, chance) => {
    const share = chance.between(0.3, 1);
    await stage.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name <> 'storm' AND datname = 'colorbook' AND random() < $1`,
      [share],
    );
    return 'cut-database';
  },

  openai: async (stage, chance, focus) => {
    const kind = chance.pick(focused(ILLS.openai, focus));
    const rule = {
      match: chance.pick(['images', 'chat']),
      kind,
      probability: chance.between(0.3, 0.9),
      retryAfterSeconds: 1,
    };
    await stage.sandbox('openai', 'POST', 'faults', rule);
    await delay(chance.whole(1_000, 5_000));
    await stage.sandbox('openai', 'DELETE', 'faults');
    await forbid(stage);
    return `openai ${kind}`;
  },

  stripe: async (stage, chance, focus) => {
    const kind = chance.pick(focused([...ILLS.stripeEvents, ...ILLS.stripeCalls], focus));
    const rule = {
      kind,
      probability: chance.between(0.3, 0.9),
      ...(kind === 'duplicate' ? { copies: chance.whole(2, 6) } : {}),
    };
    await stage.sandbox('stripe', 'POST', 'faults', rule);
    await delay(chance.whole(1_000, 5_000));
    await stage.sandbox('stripe', 'DELETE', 'faults');
    return `stripe ${kind}`;
  },

  google: async (stage, chance, focus) => {
    const kind = chance.pick(focused(ILLS.google, focus));
    const rule = {
      kind,
      probability: chance.between(0.2, 0.7),
      match: '/upload',
      ...(kind === 'slow' ? { ms: 1_500 } : {}),
    };
    await stage.sandbox('google', 'POST', 'faults', {
      ...rule,
      ...(kind.startsWith('error') ? { status: chance.pick([429, 500, 503]) } : {}),
    });
    await delay(chance.whole(1_000, 5_000));
    await stage.sandbox('google', 'DELETE', 'faults');
    return `google ${kind}`;
  },

  clock: async (stage, chance) => {
    const part = chance.pick(['api', 'worker'] as const);
    const shift = chance.pick([-TEN_MINUTES, TEN_MINUTES]);
    await stage.setClock({ [part]: shift });
    await delay(chance.whole(2_000, 6_000));
    await stage.setClock({});
    return `clock ${part} ${shift > 0 ? '+' : '-'}10min`;
  },

  'full-disk': async (stage, chance) => {
    if (!stage.ownDisk) return null;
    await stage.fillDisk();
    await delay(chance.whole(1_000, 4_000));
    stage.freeDisk();
    return 'full-disk';
  },

  /** Another version of the workflows, worker by worker, under running ones. */
  deploy: async (stage) => {
    await changeWorkflows(stage.program, !stage.plant?.unpatched);
    for (const name of stage.processes.filter((each) => each.startsWith('worker'))) await restart(stage, name);
    return 'deploy';
  },

  drain: async (stage, chance) => {
    const name = chance.pick(stage.processes.filter((each) => /^(api|worker)/.test(each)));
    await restart(stage, name);
    return `drain ${name}`;
  },

  crash: async (stage) => {
    await stage.crash();
    return 'crash of everything';
  },
};

/** The choices that begin with one of these words; all, when none does. */
function focused<T extends string>(choices: readonly T[], focus: string[]): readonly T[] {
  const chosen = choices.filter((choice) => focus.some((word) => choice.startsWith(word)));
  return chosen.length > 0 ? chosen : choices;
}

/** Ends what any fault may have left. */
export async function calm(stage: Environment): Promise<void> {
  await stage.setClock({});
  stage.freeDisk();
  for (const name of stage.processes) signal(stage.pid(name), 'SIGCONT');
  await stage.upAgain();
  await stage.sandbox('openai', 'DELETE', 'faults');
  for (const name of ['stripe', 'google'] as const) await stage.sandbox(name, 'DELETE', 'faults');
  await forbid(stage);
}

/** Refused by the provider's rules, all the time: authors do ask for what may not be drawn. */
export async function forbid(stage: Environment): Promise<void> {
  await stage.sandbox('openai', 'POST', 'faults', { match: 'images', kind: 'moderation', promptIncludes: FORBIDDEN });
}

/** SIGTERM, and until the next one is there. */
async function restart(stage: Environment, name: string): Promise<void> {
  const pid = stage.pid(name);
  if (!pid || !signal(pid, 'SIGTERM')) return;
  for (const end = Date.now() + 45_000; Date.now() < end; await delay(100)) {
    const now = stage.pid(name);
    if (now && now !== pid) return;
  }
}

function signal(pid: number | null, name: NodeJS.Signals): boolean {
  try {
    return pid !== null && process.kill(pid, name);
  } catch {
    return false; // it ended in this moment
  }
}

/** What crashed writers left under a name that nobody reads; swept when an hour old. */
export async function leftovers(stage: Environment): Promise<number> {
  const folder = join(stage.disk, 'artifacts', 'incoming');
  return existsSync(folder) ? (await readdir(folder)).length : 0;
}
