import { z } from 'zod';

/** One thing that the print check found in a file. */
export const preflightFinding = z
  .strictObject({
    rule: z.string(),
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
  })
  .meta({ id: 'PreflightFinding' });
export type PreflightFinding = z.infer<typeof preflightFinding>;

/** The report on one file. */
export const preflightReport = z
  .strictObject({
    kind: z.enum(['interior', 'cover']),
    ok: z.boolean().meta({ description: 'True when there is no error; warnings do not count' }),
    pageCount: z.int().min(0),
    bytes: z.int().min(0),
    checkedRules: z.array(z.string()),
    findings: z.array(preflightFinding),
    more: z.int().min(0).meta({ description: 'Findings that are not listed, beyond the first 400' }),
  })
  .meta({ id: 'PreflightReport' });

/** The print check of a book’s files. */
export const preflightView = z
  .object({
    ok: z.boolean(),
    jobId: z.uuid().optional().meta({ description: 'The job that made the files' }),
    interior: preflightReport.nullable(),
    cover: preflightReport.nullable(),
  })
  .meta({ id: 'Preflight' });
export type PreflightView = z.infer<typeof preflightView>;
