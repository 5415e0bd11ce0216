import type { PageRequest, PageResult } from '#contracts/work.js';
import type { BookProgress } from '../messages.js';

/** Fewer than this is not worth an activity of its own, while more are waiting. */
const SMALLEST_CHUNK = 6;

/** Where every page of a running book is: waiting → in flight → drawn | refused | skipped. Plain and deterministic. */
export class PageBoard {
  private readonly waiting: number[] = [];
  private readonly inFlight = new Map<number, PageRequest>();
  private readonly drawn = new Set<number>();
  private readonly refused = new Set<number>();
  private readonly skipped: Set<number>;
  private readonly rounds: Map<number, number>;
  /** Pages whose chunk failed as a whole: drawn one by one from then on, so that one bad page hurts no other. */
  private readonly alone = new Set<number>();
  /** What was decided about pages that are refused in their rows, while the result of their chunk is on its way. */
  private readonly decided = new Map<number, 'retry' | 'skip'>();
  private busyChunks = 0;

  constructor(carried?: { rounds: [number, number][]; skipped: number[] }) {
    this.rounds = new Map(carried?.rounds);
    this.skipped = new Set(carried?.skipped);
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }
  get hasRefused(): boolean {
    return this.refused.size > 0;
  }
  get hasSkipped(): boolean {
    return this.skipped.size > 0;
  }
  get chunksInFlight(): number {
    return this.busyChunks;
  }
  /** No page waits, is being drawn, or needs attention. */
  get isComplete(): boolean {
    return !this.hasWaiting && !this.hasRefused && this.busyChunks === 0;
  }

  plan(pages: number[]): void {
    for (const page of pages) if (!this.knows(page)) this.waiting.push(page);
  }

  /** Requests pages (again); a page that is being drawn is left to finish. */
  ask(pages: number[]): void {
    for (const page of pages.length > 0 ? pages : this.refused) {
      if (this.inFlight.has(page)) continue;
      this.rounds.set(page, (this.rounds.get(page) ?? 0) + 1);
      this.refused.delete(page);
      this.skipped.delete(page);
      this.drawn.delete(page);
      if (!this.waiting.includes(page)) this.waiting.push(page);
    }
  }

  isInFlight(pages: number[]): boolean {
    return pages.some((page) => this.inFlight.has(page));
  }

  /** Holds a decision about pages in flight until their chunk ends; one that is drawn after all does without. */
  decide(decision: 'retry' | 'skip', pages: number[]): void {
    for (const page of pages) if (this.inFlight.has(page)) this.decided.set(page, decision);
  }

  /** Gives up pages that wait or were refused; returns those that were. */
  skip(pages: number[]): number[] {
    const given = pages.filter((page) => this.refused.has(page) || this.waiting.includes(page));
    for (const page of given) {
      this.refused.delete(page);
      const at = this.waiting.indexOf(page);
      if (at >= 0) this.waiting.splice(at, 1);
      this.skipped.add(page);
    }
    return given;
  }

  /** The next chunk: large while much is waiting, smaller towards the end, so that all lanes end together. */
  take(limit: number, lanes: number): PageRequest[] {
    const first = this.waiting[0];
    const fair = Math.max(Math.min(SMALLEST_CHUNK, limit), Math.min(limit, Math.ceil(this.waiting.length / lanes)));
    const size = first !== undefined && this.alone.has(first) ? 1 : fair;
    const asks = this.waiting.splice(0, size).map((number) => ({ number, round: this.rounds.get(number) ?? 0 }));
    for (const ask of asks) this.inFlight.set(ask.number, ask);
    this.busyChunks += 1;
    return asks;
  }

  /**
   * The end of a chunk; pages without a result were not started, since the job was paused, and wait again. Returns those that
   * somebody had decided to skip.
   */
  complete(asks: PageRequest[], results: PageResult[]): number[] {
    this.busyChunks -= 1;
    for (const { number } of asks) this.inFlight.delete(number);
    for (const { number, outcome } of results) (outcome === 'drawn' ? this.drawn : this.refused).add(number);
    this.waiting.unshift(...asks.map(({ number }) => number).filter((number) => !this.knows(number)));
    return this.applyDecisions(asks);
  }

  /** A chunk failed as a whole: its pages wait again, each alone. Returns those that somebody had decided to skip. */
  requeue(asks: PageRequest[]): number[] {
    this.busyChunks -= 1;
    for (const { number } of asks) {
      this.inFlight.delete(number);
      this.alone.add(number);
      this.waiting.push(number);
    }
    return this.applyDecisions(asks);
  }

  private applyDecisions(asks: PageRequest[]): number[] {
    const skipped: number[] = [];
    for (const { number } of asks) {
      const decision = this.decided.get(number);
      this.decided.delete(number);
      if (decision === 'skip') skipped.push(...this.skip([number]));
      if (decision === 'retry' && this.refused.has(number)) this.ask([number]);
    }
    return skipped;
  }

  snapshot(): { rounds: [number, number][]; skipped: number[] } {
    return { rounds: [...this.rounds], skipped: [...this.skipped] };
  }

  view(control: { paused: boolean; canceled: boolean }): BookProgress {
    return {
      waiting: [...this.waiting],
      drawing: [...this.inFlight.keys()],
      drawn: [...this.drawn],
      refused: [...this.refused],
      skipped: [...this.skipped],
      paused: control.paused,
      canceled: control.canceled,
    };
  }

  private knows(page: number): boolean {
    return (
      this.waiting.includes(page) ||
      this.inFlight.has(page) ||
      this.drawn.has(page) ||
      this.refused.has(page) ||
      this.skipped.has(page)
    );
  }
}
