import { parseArgs } from 'node:util';
import { FAULT_NAMES, type FaultName } from './fault-names.js';
import { MUTANT_NAMES } from './mutants.js';

export interface Options {
  seed: number;
  minutes: number;
  authors: number;
  workers: number;
  only: FaultName[];
  /** Names of mutants, each in a run of its own; empty: the product without changes. */
  mutants: string[];
  report: string | null;
  keep: boolean;
}

export const HELP = `npm run chaos -- [options]

Runs the whole platform under load, injects random faults, and checks the invariants afterwards.

  --seed N        repeats a run's choices (random and printed when omitted)
  --minutes M     how long faults are injected; default 3
  --authors N     number of concurrent authors; default 6
  --workers N     number of workers; default 2
  --only a,b      only these faults: ${FAULT_NAMES.join(', ')}
  --mutant a,b    runs a copy of the program with this bug, and succeeds when an invariant detects it; "all": each in turn:
                  ${MUTANT_NAMES.join(', ')}
  --report FILE   writes all figures as JSON
  --keep          keeps the data folder (logs, database) also when every invariant held`;

/** Throws an Error for an invalid option; null: help is requested. */
export function readOptions(args: string[]): Options | null {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string', default: '3' },
      authors: { type: 'string', default: '6' },
      workers: { type: 'string', default: '2' },
      only: { type: 'string', default: '' },
      mutant: { type: 'string' },
      /** Former name of `mutant`. */
      plant: { type: 'string' },
      report: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const mutant = values.mutant ?? values.plant ?? '';
  return {
    seed: within('seed', values.seed ?? String(Date.now() % 1_000_000), 0, 2 ** 32 - 1),
    minutes: within('minutes', values.minutes, 0.1, 24 * 60),
    authors: within('authors', values.authors, 1, 200),
    workers: within('workers', values.workers, 1, 64),
    only: named('only', values.only, FAULT_NAMES),
    mutants: mutant === 'all' ? [...MUTANT_NAMES] : named('mutant', mutant, MUTANT_NAMES),
    report: values.report ?? null,
    keep: values.keep,
  };
}

function within(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!(value >= least && value <= most))
    throw new Error(`--${name}: a number from ${least} to ${most}, not "${text}"`);
  return value;
}

function named<T extends string>(option: string, text: string, known: readonly T[]): T[] {
  const names = text.split(',').filter(Boolean);
  const unknown = names.filter((name) => !(known as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new Error(`--${option}: unknown value ${unknown.join(', ')}. Use one of ${known.join(', ')}.`);
  return names as T[];
}
