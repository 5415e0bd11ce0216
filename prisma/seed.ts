import { hashPassword } from '#accounts/passwords.js';
import type { Role } from '#contracts/auth.js';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
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
      const user = await db.user.upsert({
        where: { email },
        create: { id: newId(), email, role, passwordHash, name: `Demo ${role}`, verifiedAt: new Date() },
        update: { role, passwordHash, verifiedAt: new Date() },
      });
      if (role === 'author') await giveLargestPlan(db, user.id);
    }
  } finally {
    await db.$disconnect();
  }
}

const TEN_YEARS_MS = 10 * 365 * 24 * 60 * 60 * 1000;

/** The demo author is a guest of the house; whoever registers begins on the Free plan. */
async function giveLargestPlan(db: Database, userId: string): Promise<void> {
  if ((await db.entitlement.count({ where: { userId, orderId: null, plan: 'enterprise' } })) > 0) return;
  const startsAt = new Date();
  const endsAt = new Date(startsAt.getTime() + TEN_YEARS_MS);
  const reason = 'The demo account is a guest of the house.';
  await db.entitlement.create({ data: { id: newId(), userId, plan: 'enterprise', reason, startsAt, endsAt } });
}
