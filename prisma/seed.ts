import { hashPassword } from '../apps/api/auth/passwords.js';
import type { Role } from '#contracts/auth.js';
import { openDatabase } from '#database/database.js';
import { newId } from '#database/ids.js';

export interface DemoAccount {
  role: Role;
  email: string;
  password: string;
}

/** Makes the demo accounts of a data folder, or gives them the folder's passwords again; safe to repeat. */
export async function seedDemoAccounts(databaseUrl: string, accounts: DemoAccount[]): Promise<void> {
  const db = openDatabase({ url: databaseUrl, pool: 2, name: 'colorbook-seed' });
  try {
    for (const { role, email, password } of accounts) {
      const passwordHash = await hashPassword(password);
      await db.user.upsert({
        where: { email },
        create: { id: newId(), email, role, passwordHash, name: `Demo ${role}`, verifiedAt: new Date() },
        update: { role, passwordHash, verifiedAt: new Date() },
      });
    }
  } finally {
    await db.$disconnect();
  }
}
