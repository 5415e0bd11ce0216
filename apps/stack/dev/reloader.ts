import { affectedParts } from './affected-parts.js';

/** Saves of one moment belong together: an editor's "save all", a checkout of another branch. */
const SETTLE_MS = 40;

export interface Reloading {
  /** Gives the sources that were built anew; rejects with the words of a syntax error. */
  recompile(): Promise<string[]>;
  /** True when the workflows' bundle is another one now. */
  rebundle(): Promise<boolean>;
  parts(): string[];
  /** Resolves when it is ready: false when another restart came in between. Rejects when it can't start. */
  restart(part: string): Promise<boolean>;
  onReady(part: string, changed: readonly string[], tookMs: number): void;
  /** Without a part: the sources could not be built, and what ran before still runs. */
  onProblem(error: unknown, part?: string): void;
}

/** Builds after each save, one build at a time, and starts anew who runs what has changed. */
export class Reloader {
  private timer: NodeJS.Timeout | undefined;
  private savedAt = 0;
  private building: Promise<void> | undefined;
  /** Saved since the last build that succeeded; that of another run beside this one may have built them. */
  private readonly pending = new Set<string>();

  constructor(private readonly work: Reloading) {}

  /** A source was saved, added or removed. */
  saved(path: string): void {
    this.pending.add(path);
    this.settle();
  }

  private settle(): void {
    this.savedAt ||= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.build(), SETTLE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async build(): Promise<void> {
    if (this.building) return this.settle(); // look again once that one is done
    const since = this.savedAt;
    this.savedAt = 0;
    this.building = this.reload(since);
    await this.building;
    this.building = undefined;
  }

  /** Not until all are ready: the next save must not wait for one that hangs. */
  private async reload(since: number): Promise<void> {
    try {
      const saved = [...this.pending];
      const built = await this.work.recompile();
      for (const path of saved) this.pending.delete(path);
      const changed = [...new Set([...saved, ...built])];
      const parts = affectedParts(changed, this.work.parts());
      for (const part of parts.filter((each) => each === 'api')) void this.restart(part, changed, since);
      // no worker starts on a bundle that is about to be another one
      if (parts.some((each) => each !== 'api')) await this.work.rebundle();
      for (const part of parts.filter((each) => each !== 'api')) void this.restart(part, changed, since);
    } catch (error) {
      this.work.onProblem(error);
    }
  }

  private async restart(part: string, changed: readonly string[], since: number): Promise<void> {
    try {
      if (await this.work.restart(part)) this.work.onReady(part, changed, Date.now() - since);
    } catch (error) {
      this.work.onProblem(error, part);
    }
  }
}
