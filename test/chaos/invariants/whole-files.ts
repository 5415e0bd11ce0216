import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../run/ledger.js';
import type { Environment } from '../run/environment.js';

/** L3: every file that a row names is there and is what its name says; a finished book has all its pages and files, once. */
export async function wholeFiles(environment: Environment, ledger: Ledger): Promise<void> {
  const named = await environment.query<{ sha256: string; size: string; what: string }>(
    `SELECT sha256, size::text, 'drawing ' || id AS what FROM "ArtVersion"
     UNION ALL SELECT sha256, size::text, 'file ' || id FROM "Artifact"
     UNION ALL SELECT "zipSha256", "zipSize"::text, 'archive ' || id FROM "Batch" WHERE "zipSha256" IS NOT NULL`,
  );
  ledger.count('files read', named.length);
  for (const { sha256, size, what } of named) {
    const found = await readWhole(join(environment.disk, 'artifacts', sha256.slice(0, 2), sha256));
    if (!found) ledger.violate('L3', `The ${what} has no file`);
    else if (found.sha256 !== sha256 || String(found.size) !== size)
      ledger.violate('L3', `The ${what} is not what it was: ${found.size} bytes of ${size}`);
  }
  await wholeBooks(environment, ledger);
}

async function wholeBooks(environment: Environment, ledger: Ledger): Promise<void> {
  const files = await environment.query<{ id: string; kinds: string }>(
    `SELECT j.id, coalesce(string_agg(a.kind, ',' ORDER BY a.kind), '') AS kinds FROM "Job" j
     LEFT JOIN "Artifact" a ON a."jobId" = j.id
     WHERE j.kind = 'generate-book' AND j.state IN ('completed', 'completed-with-skips') GROUP BY j.id`,
  );
  ledger.count('finished books', files.length);
  for (const { id, kinds } of files)
    if (kinds !== 'cover-pdf,interior-pdf')
      ledger.violate('L3', `Job ${id} is done and has these files: ${kinds || 'none'}`);
  const pages = await environment.query<{ bookId: string; number: number; state: string }>(
    `SELECT p."bookId", p.number, p.state::text FROM "Page" p WHERE p.state NOT IN ('drawn', 'skipped') AND EXISTS
      (SELECT FROM "Job" j WHERE j."bookId" = p."bookId" AND j.kind = 'generate-book' AND j.state = 'completed')`,
  );
  for (const { bookId, number, state } of pages)
    ledger.violate('L3', `Book ${bookId} is done, and its page ${number} is ${state}`);
  const twice = await environment.query<{ pageId: string; count: string }>(
    `SELECT "pageId", count(*) FROM "ArtVersion" WHERE "jobId" IS NOT NULL GROUP BY "pageId", "jobId", round HAVING count(*) > 1`,
  );
  for (const { pageId, count } of twice) ledger.violate('L3', `Page ${pageId} was drawn ${count} times for one asking`);
}

async function readWhole(path: string): Promise<{ sha256: string; size: number } | null> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Buffer);
      size += (chunk as Buffer).length;
    }
  } catch {
    return null;
  }
  return { sha256: hash.digest('hex'), size };
}
