import { inches, type Findings } from './findings.js';
import type { Extent } from './matrix.js';
import type { Mark } from './page-marks.js';
import { LEAST_DPI, LEAST_STROKE_POINTS, type RuleId } from './print-rules.js';

/** Points forgiven for rounding in margins. */
const SLACK = 0.25;

/** The worst breach of each rule on one page, so that a page with a thousand thin lines is one finding. */
export class WorstMarks {
  readonly #worst = new Map<RuleId, { by: number; count: number; found: string; extent: Extent; needed?: string }>();

  /** `by` orders breaches of one rule; the largest is reported. */
  breach(rule: RuleId, by: number, found: string, extent: Extent, needed?: string): void {
    const known = this.#worst.get(rule);
    if (!known) this.#worst.set(rule, { by, count: 1, found, extent, ...(needed && { needed }) });
    else {
      known.count += 1;
      if (by > known.by) Object.assign(known, { by, found, extent });
    }
  }

  /** Lines too thin and images too coarse: the same on every kind of page. */
  quality({ line, dpi, extent }: Mark): void {
    if (line !== null && line < LEAST_STROKE_POINTS - 0.005)
      this.breach('line-weight', LEAST_STROKE_POINTS - line, `a line of ${Math.round(line * 1000) / 1000} pt`, extent);
    if (dpi !== null && dpi < LEAST_DPI - 0.5)
      this.breach('image-resolution', LEAST_DPI - dpi, `an image at ${Math.floor(dpi)} DPI`, extent);
  }

  /** A mark that reaches past a limit by `by` points, where more than rounding. */
  past(rule: RuleId, by: number, what: string, limit: number, extent: Extent): void {
    if (by > SLACK)
      this.breach(rule, by, `${what} ${inches(Math.max(0, limit - by))} from the edge`, extent, inches(limit));
  }

  report(findings: Findings, page: number, origin: Extent): void {
    for (const [rule, { count, found, extent, needed }] of this.#worst) {
      const others = count > 1 ? `, and ${count - 1} more` : '';
      const [x, y] = origin;
      const placed: Extent = [extent[0] - x, extent[1] - y, extent[2] - x, extent[3] - y];
      findings.add(rule, page, found + others, { extent: placed, ...(needed && { needed }) });
    }
  }
}
