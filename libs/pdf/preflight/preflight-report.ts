import { z } from 'zod';
import { RULES, type RuleId } from './print-rules.js';

const ruleId = z.enum(Object.keys(RULES) as [RuleId, ...RuleId[]]);

export const preflightFinding = z.strictObject({
  rule: ruleId,
  severity: z.enum(['error', 'warning']),
  page: z.int().min(1).nullable().meta({ description: '1-based page of the file; null for the file as a whole' }),
  found: z.string(),
  needed: z.string(),
  mend: z.string().meta({ description: 'What to do about it' }),
  source: z.string().meta({ description: 'Where the rule is written' }),
  box: z
    .strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
    .optional()
    .meta({ description: 'Where on the page, in points from its lower left corner' }),
});
export type PreflightFinding = z.infer<typeof preflightFinding>;

export const preflightReport = z.strictObject({
  kind: z.enum(['interior', 'cover']),
  ok: z.boolean().meta({ description: 'True when there is no error; warnings do not count' }),
  pageCount: z.int().min(0),
  bytes: z.int().min(0),
  checkedRules: z.array(ruleId),
  findings: z.array(preflightFinding),
  /** One finding per rule and page at most; those beyond the limit are only counted. */
  more: z.int().min(0).meta({ description: 'Findings that are not listed, beyond the first 400' }),
});
export type PreflightReport = z.infer<typeof preflightReport>;
