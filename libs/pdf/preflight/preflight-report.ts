import { z } from 'zod';
import * as contract from '#contracts/preflight.js';
import { RULES, type RuleId } from './print-rules.js';

const ruleId = z.enum(Object.keys(RULES) as [RuleId, ...RuleId[]]);

export const preflightFinding = contract.preflightFinding.extend({ rule: ruleId });
export type PreflightFinding = z.infer<typeof preflightFinding>;

/** At most one finding per rule and page is listed; those beyond the limit are only counted. */
export const preflightReport = contract.preflightReport.extend({
  checkedRules: z.array(ruleId),
  findings: z.array(preflightFinding),
});
export type PreflightReport = z.infer<typeof preflightReport>;
