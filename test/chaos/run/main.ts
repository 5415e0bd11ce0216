import { writeFile } from 'node:fs/promises';
import { exitOnSignals } from '../../../apps/stack/home/exit-on-signals.js';
import { HELP, readOptions, type Options } from './options.js';
import { MUTANTS, type Mutant } from './mutants.js';
import { reportLines, type ChaosReport } from './report.js';
import { runChaos } from './chaos.js';

/** A mutant has to be detected within this time. */
const MUTANT_MINUTES = 1;

/** `npm run chaos`. Exit code 0: every invariant held, or every mutant was detected; 1: not; 2: invalid options. */
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
  const reports = options.mutants.length > 0 ? await testMutants(options) : [await testProduct(options)];
  if (options.report) await writeFile(options.report, `${JSON.stringify(reports, null, 2)}\n`);
  return reports.every(isGood) ? 0 : 1;
}

async function testProduct(options: Options): Promise<ChaosReport> {
  console.log(`Seed ${options.seed}`);
  const report = await runChaos({ ...options, log: (line) => console.log(line) });
  console.log(reportLines(report).join('\n'));
  return report;
}

async function testMutants(options: Options): Promise<ChaosReport[]> {
  const reports: ChaosReport[] = [];
  for (const mutant of MUTANTS.filter(({ name }) => options.mutants.includes(name))) {
    const minutes = Math.min(options.minutes, MUTANT_MINUTES);
    const report = await runChaos({ ...options, minutes, mutant, log: () => undefined });
    reports.push(report);
    const found = report.violations.find(({ invariant }) => invariant === mutant.invariant);
    const instead = report.violations[0];
    console.log(
      `${found ? '✔ detected' : '✘ missed  '}  ${mutant.name.padEnd(26)} ${mutant.invariant.padEnd(4)} ${String(report.seconds).padStart(4)} s  ${(found ?? instead)?.message ?? 'no violation'}`,
    );
  }
  const detected = reports.filter(isGood).length;
  console.log(`\n${detected} of ${reports.length} mutants were detected (seed ${options.seed})`);
  return reports;
}

function isGood({ mutant, violations }: ChaosReport): boolean {
  const invariant = MUTANTS.find(({ name }: Mutant) => name === mutant)?.invariant;
  return invariant ? violations.some((each) => each.invariant === invariant) : violations.length === 0;
}
