import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { refuseDemoAccounts } from '../../apps/api/auth/refuse-demo-accounts.js';
import { DEMO_DOMAIN } from '#config/demo-accounts.js';
import { seedDemoAccounts } from '../../prisma/seed.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ illustrators: {}, storytellers: {} });
});
afterAll(() => platform?.stop());

it('production refuses a database with demo accounts, and names them', async () => {
  const production = { environment: 'production' } as const;
  await expect(refuseDemoAccounts(platform.db, production)).resolves.toBeUndefined();
  const account = { role: 'admin', email: `admin@${DEMO_DOMAIN}`, password: 'out of a file' } as const;
  await seedDemoAccounts(platform.databaseUrl, [account]);
  await expect(refuseDemoAccounts(platform.db, production)).rejects.toThrow(account.email);
  await expect(refuseDemoAccounts(platform.db, { environment: 'development' })).resolves.toBeUndefined();
});
