import { z } from 'zod';
import { keysOf } from '#contracts/known-values.js';
import * as contract from '#contracts/preflight.js';
import { RULES } from './print-rules.js';

const ruleId = z.enum(keysOf(RULES));

export const preflightFinding = contract.preflightFinding.extend({ rule: ruleId });
export type PreflightFinding = z.infer<typeof preflightFinding>;

/** At most one finding per rule and page is listed; those beyond the limit are only counted. */
export const preflightReport = contract.preflightReport.extend({
  checkedRules: z.array(ruleId),
  findings: z.array(preflightFinding),
});
export type PreflightReport = z.infer<typeof preflightReport>;
