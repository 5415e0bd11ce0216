import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** Former names and their standard ones. Whoever writes a former one finds the standard one in the message. */
const FORMER: [former: RegExp, standard: string][] = [
  // in code
  [/\b(?:Refusal|REFUSALS|RefusalCode)\b/, 'PermanentFailure'],
  [/\bFaultCode\b|\bnew Fault\(/, 'TransientFailure'],
  [/\bUNTIL_MENDED\b/, 'RETRY_UNTIL_RECOVERED'],
  [/\bMOST_STARTS\b/, 'MAX_ATTEMPTS'],
  [/\bSIGN_OF_LIFE|\bsigns? of life\b/, 'heartbeat'],
  [/\bEnginesModule\b/, 'InfrastructureModule'],
  [/\bBookOpening\b/, 'StartedBook'],
  [/\bforgiveStart\b/, 'undoAttempt'],
  [/\bTABLE_FATES\b|table-fates/, 'data retention'],
  [/\bPersonTraces\b|person-traces/, 'PersonalDataScrubber'],
  [/\blookAgain\b/, 'refresh from Stripe'],
  [/\bexamine[A-Z]\w*/, 'detect…'],
  [/\bstand-?in\b|\.stand-in\./i, 'fake'],
  [/show-an-author/, 'author screenshots'],
  [/\b(?:project|Project)Ids?\b|\/api\/projects/, 'book'],
  [/\bJobEvent\b/, 'Event, StreamEvent'],
  [/\bReconciliationItem\b|\bItemComment\b/, 'exception'],
  [/\bBulkAct\b|\bBulk acts?\b/, 'bulk action'],
  [/member of the house/, 'staff, employee'],
  [/support desk/i, 'support'],
  // in the console
  [/Look into your mail/, 'Check your email'],
  [/Have a copy of your data/, 'Export your data'],
  [/This link is not whole/, 'This link is invalid'],
  [/nobody foresaw/i, 'unhandled, unexpected'],
  [/>Tell of it</, 'Notify'],
  [/\b(?:Nobody|Anybody)’s</, 'Unassigned, Anyone'],
  [/Needs a person/, 'Needs attention'],
  [/Waits to begin/, 'Queued'],
  [/Waiting for a free hand/, 'Waiting for a worker'],
  [/Leaf through/, 'Preview'],
  [/Wrapping it in a cover/, 'Creating the cover'],
  [/Write it anew/, 'Recreate'],
  [/Draw it again/, 'Redraw'],
  [/Told by Stripe/, 'Stripe events'],
  [/Artists?[’']s? cost/, 'AI cost'],
  [/Why jobs failed/, 'Failures by cause'],
  [/Give a plan/, 'Grant plan'],
  [/Take the plan away/, 'Revoke plan'],
  [/In the way of closing/, 'Blocking issues'],
  [/Rehearse it/, 'Dry run'],
  [/Checked as the printer would/, 'Print check'],
  [/Files for the printer/, 'Print files'],
];

/** Where former names stay: aliases of the API, data of earlier versions, and what tells of the change. */
const ALIASES =
  /^(?:prisma\/migrations\/|test\/replay\/|test\/upgrade\/|test\/fixtures\/(?:data-folder|record)|test\/support\/(?:recorded|database-text)|docs\/decisions\/|CHANGELOG\.md|docs\/api\.md|libs\/artwork\/built-in\/page-plan\.ts|package-lock\.json|test\/terms\.spec\.ts|apps\/api\/http\/(?:deprecated-names|idempotency)\.ts|apps\/console\/api\/offline\/device-store|test\/e2e\/former-names)/;

const files = execFileSync('git', ['ls-files'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  .trim()
  .split('\n')
  .filter((path) => /\.(?:ts|vue|mjs|md|prisma|yaml|json|html|css)$/.test(path) && !ALIASES.test(path));

describe('one word for one thing', () => {
  const texts = files.map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n') }));

  it('is looked for in the whole tree', () => expect(files.length).toBeGreaterThan(1_000));

  it.each(FORMER)('%s is called %s', (former) => {
    const found = texts.flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (former.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
