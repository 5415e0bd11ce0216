import type { PreflightFinding, PreflightReport } from './preflight-report.js';
import type { Extent } from './matrix.js';
import { RULES, type RuleId } from './print-rules.js';

const MAX_LISTED = 400;

/** Gathers findings: one per rule and page, at most 400; the report counts the rest. */
export class Findings {
  readonly #list: PreflightFinding[] = [];
  readonly #checked = new Set<RuleId>();
  #more = 0;
  #errors = 0;

  /** Notes that these rules were checked, whatever the result. */
  checked(...rules: RuleId[]): void {
    for (const rule of rules) this.#checked.add(rule);
  }

  /** `found` says what is there; `needed` and `mend` stand in place of the table's general words where more is known. */
  add(
    rule: RuleId,
    page: number | null,
    found: string,
    more: { needed?: string; mend?: string; extent?: Extent } = {},
  ): void {
    this.#checked.add(rule);
    const { severity, needed, mend, source } = RULES[rule];
    if (severity === 'error') this.#errors += 1;
    if (this.#list.length >= MAX_LISTED) {
      this.#more += 1;
      return;
    }
    const box = more.extent && toBox(more.extent);
    this.#list.push({
      rule,
      severity,
      page,
      found,
      needed: more.needed ?? needed,
      mend: more.mend ?? mend,
      source,
      ...(box && { box }),
    });
  }

  report(kind: PreflightReport['kind'], pageCount: number, bytes: number): PreflightReport {
    return {
      kind,
      ok: this.#errors === 0,
      pageCount,
      bytes,
      checkedRules: [...this.#checked],
      findings: this.#list,
      more: this.#more,
    };
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;

function toBox([left, bottom, right, top]: Extent): { x: number; y: number; width: number; height: number } {
  return { x: round(left), y: round(bottom), width: round(right - left), height: round(top - bottom) };
}

/** Points as inches with three decimals at most, for people. */
export function inches(points: number): string {
  return `${Number((points / 72).toFixed(3))} in`;
}
