import type { Config } from '#config/config.js';
import type { DriveDeps } from './rate-limits.js';
import { Google } from './google.js';
import { Vault } from './token-vault.js';

/** Google as the settings say; null where it is not set up. `publicUrl`: of the console, for links in mails. */
export const openDrive = (google: Config['google'], publicUrl: string): Omit<DriveDeps, 'db'> | null =>
  google ? { google: new Google(google), vault: new Vault(google.keys), publicUrl } : null;
