import type { Ledger } from '../run/ledger.js';
import type { Environment } from '../run/environment.js';

interface DriveItem {
  name: string;
  /** Account of the Drive that it lies in. */
  owner: string;
  isTrashed: boolean;
  /** By app. */
  appProperties: Record<string, Record<string, string>>;
}

/** L10: what is kept in Drive is there once, whatever became of the answers. */
export async function driveOnce(environment: Environment, ledger: Ledger): Promise<void> {
  const { files } = await environment.sandbox<{ files: DriveItem[] }>('google', 'GET', 'files');
  const seen = new Map<string, string[]>();
  for (const { name, owner, isTrashed, appProperties } of files) {
    const marks = appProperties['colorbook-engine'];
    if (isTrashed || !marks?.['kind']) continue;
    const what = [owner, marks['book'], marks['kind'], marks['page']].join('/');
    seen.set(what, [...(seen.get(what) ?? []), name]);
  }
  ledger.count('files in Drive', seen.size);
  for (const [what, names] of seen)
    if (names.length > 1) ledger.violate('L10', `Drive has ${names.length} of ${what}: ${names.join(', ')}`);
}
