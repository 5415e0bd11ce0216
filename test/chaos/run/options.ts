import { parseArgs } from 'node:util';
import { FAULT_NAMES, type FaultName } from './fault-names.js';
import { MUTANT_NAMES } from './mutants.js';

export interface Options {
  seed: number;
  minutes: number;
  authors: number;
  workers: number;
  only: FaultName[];
  /** Names of planted bugs, each in a run of its own; empty: the product as it is. */
  plants: string[];
  report: string | null;
  keep: boolean;
}

export const HELP = `npm run faults -- [options]

Runs the whole platform, has authors work with it, breaks it at random, and checks afterwards that nothing was lost.

  --seed N        repeats a run's choices (made up and printed when left out)
  --minutes M     how long it breaks things; 3 when left out
  --authors N     how many people work at once; 6
  --workers N     2
  --only a,b      only these faults: ${FAULT_NAMES.join(', ')}
  --plant a,b     plants a bug into a copy of the program first, and succeeds when a law finds it; "all": each in turn:
                  ${MUTANT_NAMES.join(', ')}
  --report FILE   writes all figures as JSON
  --keep          leaves the data folder (logs, database) also when all laws held`;

/** Throws an Error in words for what can't be understood; null: help is wanted. */
export function readOptions(args: string[]): Options | null {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string', default: '3' },
      authors: { type: 'string', default: '6' },
      workers: { type: 'string', default: '2' },
      only: { type: 'string', default: '' },
      plant: { type: 'string', default: '' },
      report: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  return {
    seed: within('seed', values.seed ?? String(Date.now() % 1_000_000), 0, 2 ** 32 - 1),
    minutes: within('minutes', values.minutes, 0.1, 24 * 60),
    authors: within('authors', values.authors, 1, 200),
    workers: within('workers', values.workers, 1, 64),
    only: named('only', values.only, FAULT_NAMES),
    plants: values.plant === 'all' ? [...MUTANT_NAMES] : named('plant', values.plant, MUTANT_NAMES),
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
  const words = text.split(',').filter(Boolean);
  const strange = words.filter((word) => !(known as readonly string[]).includes(word));
  if (strange.length > 0)
    throw new Error(`--${option}: there is no ${strange.join(', ')}. Say one of ${known.join(', ')}.`);
  return words as T[];
}
