import type { Violation } from './ledger.js';

export interface ChaosReport {
  seed: number;
  minutes: number;
  authors: number;
  workers: number;
  plant: string | null;
  seconds: number;
  /** What was broken, and how often. */
  faults: Record<string, number>;
  restarts: Record<string, number>;
  figures: Record<string, number>;
  violations: Violation[];
}

export const INVARIANTS: Record<string, string> = {
  L1: 'what was acknowledged is there, once',
  L2: 'everything comes to its end',
  L3: 'every file is there and whole',
  L4: 'every call is paid for once and recorded',
  L5: 'the money adds up, here and at Stripe',
  L6: 'database, Temporal, api and events say the same',
  L7: 'every refusal is in words, and none is a crash',
  L8: 'nobody sees or does what is not theirs',
  L9: 'no secret is in a log',
  L10: 'everything is in Drive once',
};

/** What a person reads after a run. */
export function wordsOf(report: ChaosReport): string[] {
  const broken = Object.values(report.faults).reduce((sum, count) => sum + count, 0);
  return [
    '',
    `Seed ${report.seed}, ${report.minutes} min, ${report.authors} authors, ${report.workers} workers: ${broken} faults, ${report.seconds} s in all`,
    ...table('Broken', report.faults),
    ...table('Started again', report.restarts),
    ...table('Figures', report.figures),
    '',
    ...Object.entries(INVARIANTS).map(([law, words]) => {
      const found = report.violations.filter((each) => each.law === law);
      return `  ${found.length === 0 ? '✔' : '✘'} ${law.padEnd(4)}${words}${found.length > 0 ? ` — ${found.length} times not` : ''}`;
    }),
    ...report.violations.slice(0, 20).map(({ law, words }) => `      ${law}: ${words}`),
  ];
}

function table(title: string, counts: Record<string, number>): string[] {
  const cells = Object.entries(counts).map(([name, count]) => `${name} ${count.toLocaleString('en')}`);
  return cells.length > 0 ? ['', `  ${title}: ${cells.join(' · ')}`] : [];
}
