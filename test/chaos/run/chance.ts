import { chanceFrom } from '../../../apps/sandbox/chance.js';

/** Choices that are repeatable by seed. Their timing is not: the exact moment of a kill differs between runs. */
export class Chance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = chanceFrom(seed);
    for (let skip = 0; skip < 3; skip += 1) this.#next(); // close seeds start with similar numbers
  }

  /** A number from `from` up to, not including, `below`. */
  between(from: number, below: number): number {
    return from + this.#next() * (below - from);
  }
  whole(from: number, upTo: number): number {
    return Math.floor(this.between(from, upTo + 1));
  }
  pick<T>(things: readonly T[]): T {
    return things[this.whole(0, things.length - 1)]!;
  }
  happens(share: number): boolean {
    return this.#next() < share;
  }
}
