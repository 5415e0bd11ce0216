import type { Violation } from './ledger.js';

export interface ChaosReport {
  seed: number;
  minutes: number;
  authors: number;
  workers: number;
  mutant: string | null;
  seconds: number;
  /** Injected faults, and how often. */
  faults: Record<string, number>;
  restarts: Record<string, number>;
  figures: Record<string, number>;
  violations: Violation[];
}

export const INVARIANTS: Record<string, string> = {
  L1: 'acknowledged work exists, once',
  L2: 'everything ends',
  L3: 'every file exists and is complete',
  L4: 'every call is paid once and recorded',
  L5: 'the ledger balances, here and at Stripe',
  L6: 'database, Temporal, api and events agree',
  L7: 'every refusal has a message, and nothing crashes',
  L8: 'nobody reads or changes what is not theirs',
  L9: 'no log contains a secret',
  L10: 'everything is in Drive once',
};

/** The report as it is printed. */
export function reportLines(report: ChaosReport): string[] {
  const injected = Object.values(report.faults).reduce((sum, count) => sum + count, 0);
  return [
    '',
    `Seed ${report.seed}, ${report.minutes} min, ${report.authors} authors, ${report.workers} workers: ${injected} faults, ${report.seconds} s in all`,
    ...table('Faults', report.faults),
    ...table('Restarts', report.restarts),
    ...table('Figures', report.figures),
    '',
    ...Object.entries(INVARIANTS).map(([invariant, title]) => {
      const found = report.violations.filter((each) => each.invariant === invariant);
      return `  ${found.length === 0 ? '✔' : '✘'} ${invariant.padEnd(4)}${title}${found.length > 0 ? ` — ${found.length} violations` : ''}`;
    }),
    ...report.violations.slice(0, 20).map(({ invariant, message }) => `      ${invariant}: ${message}`),
  ];
}

function table(title: string, counts: Record<string, number>): string[] {
  const cells = Object.entries(counts).map(([name, count]) => `${name} ${count.toLocaleString('en')}`);
  return cells.length > 0 ? ['', `  ${title}: ${cells.join(' · ')}`] : [];
}
