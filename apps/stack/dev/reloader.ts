import { affectedParts } from './affected-parts.js';

/** Debounce delay: groups an editor's "save all" or a branch checkout. */
const DEBOUNCE_MS = 40;

export interface Reloading {
  /** Returns the rebuilt sources; rejects with a syntax error. */
  recompile(): Promise<string[]>;
  /** True when the workflow bundle has changed. */
  rebundle(): Promise<boolean>;
  parts(): string[];
  /** Resolves when the part is ready, false when another restart superseded it. Rejects when it cannot start. */
  restart(part: string): Promise<boolean>;
  onReady(part: string, changed: readonly string[], tookMs: number): void;
  /** Without a part: the build failed, and the previous build keeps running. */
  onProblem(error: unknown, part?: string): void;
}

/** Builds after each save, one build at a time, and restarts the affected parts. */
export class Reloader {
  private timer: NodeJS.Timeout | undefined;
  private savedAt = 0;
  private building: Promise<void> | undefined;
  /** Saved since the last successful build; a concurrent run may have built them. */
  private readonly pending = new Set<string>();

  constructor(private readonly work: Reloading) {}

  /** A source was saved, added or removed. */
  saved(path: string): void {
    this.pending.add(path);
    this.debounce();
  }

  private debounce(): void {
    this.savedAt ||= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.build(), DEBOUNCE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async build(): Promise<void> {
    if (this.building) return this.debounce(); // retry after the current build
    const since = this.savedAt;
    this.savedAt = 0;
    this.building = this.reload(since);
    await this.building;
    this.building = undefined;
  }

  /** Does not wait for readiness: a hanging part must not block the next save. */
  private async reload(since: number): Promise<void> {
    try {
      const saved = [...this.pending];
      const built = await this.work.recompile();
      for (const path of saved) this.pending.delete(path);
      const changed = [...new Set([...saved, ...built])];
      const parts = affectedParts(changed, this.work.parts());
      for (const part of parts.filter((each) => each === 'api')) void this.restart(part, changed, since);
      // a worker must not start on an outdated bundle
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
