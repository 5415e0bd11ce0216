import type { BenchEngines } from './engines.js';
import type { Row } from './rows.js';

/** What every benchmark is given. */
export interface Bench {
  /** Fewer rounds and smaller sizes: shows that it runs, and measures little. */
  quick: boolean;
  /** Progress and details, for whoever watches. */
  say(line: string): void;
}

export interface EngineBench extends Bench {
  engines: BenchEngines;
  /** Books of `books`; left out, its own number. */
  books?: number | undefined;
}

export type Benchmark<B extends Bench = Bench> = (bench: B) => Promise<Row[]>;
