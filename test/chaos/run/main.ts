import { writeFile } from 'node:fs/promises';
import { exitOnSignals } from '../../../apps/stack/home/exit-on-signals.js';
import { HELP, readOptions, type Options } from './options.js';
import { MUTANTS, type Mutant } from './mutants.js';
import { wordsOf, type ChaosReport } from './report.js';
import { runChaos } from './chaos.js';

/** A planted bug has to be found within this time. */
const PLANT_MINUTES = 1;

/** `npm run faults`. Exit code 0: all laws held, or each planted bug was found; 1: not so; 2: the options are wrong. */
export async function main(args: string[]): Promise<number> {
  exitOnSignals();
  let options: Options | null;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  if (!options) {
    console.log(HELP);
    return 0;
  }
  const reports = options.plants.length > 0 ? await provePlants(options) : [await asItIs(options)];
  if (options.report) await writeFile(options.report, `${JSON.stringify(reports, null, 2)}\n`);
  return reports.every(isGood) ? 0 : 1;
}

async function asItIs(options: Options): Promise<ChaosReport> {
  console.log(`Seed ${options.seed}`);
  const report = await runChaos({ ...options, tell: (line) => console.log(line) });
  console.log(wordsOf(report).join('\n'));
  return report;
}

async function provePlants(options: Options): Promise<ChaosReport[]> {
  const reports: ChaosReport[] = [];
  for (const plant of MUTANTS.filter(({ name }) => options.plants.includes(name))) {
    const minutes = Math.min(options.minutes, PLANT_MINUTES);
    const report = await runChaos({ ...options, minutes, plant, tell: () => undefined });
    reports.push(report);
    const found = report.violations.find(({ law }) => law === plant.law);
    const instead = report.violations[0];
    console.log(
      `${found ? '✔ found ' : '✘ missed'}  ${plant.name.padEnd(26)} ${plant.law.padEnd(4)} ${String(report.seconds).padStart(4)} s  ${(found ?? instead)?.words ?? 'nothing was found'}`,
    );
  }
  const caught = reports.filter(isGood).length;
  console.log(`\n${caught} of ${reports.length} planted bugs were found (seed ${options.seed})`);
  return reports;
}

function isGood({ plant, violations }: ChaosReport): boolean {
  const law = MUTANTS.find(({ name }: Mutant) => name === plant)?.law;
  return law ? violations.some((each) => each.law === law) : violations.length === 0;
}
