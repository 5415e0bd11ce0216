import type Stripe from 'stripe';
import type { Database } from '#database/database.js';

/** An author's customer at Stripe; made the first time. A repeat finds the same one by its idempotency key. */
export async function customerOf(
  { db, stripe }: { db: Database; stripe: Stripe },
  user: { id: string; email: string; name: string },
): Promise<string> {
  const account = await db.billingAccount.findUnique({ where: { userId: user.id } });
  if (account?.customerId) return account.customerId;
  // made by an earlier attempt whose response was lost: its key would repeat Stripe's 500 for a day
  const known = (await stripe.customers.list({ email: user.email, limit: 100 })).data;
  const { id } =
    known.find(({ metadata }) => metadata['userId'] === user.id) ??
    (await stripe.customers.create(
      { email: user.email, name: user.name, metadata: { userId: user.id } },
      { idempotencyKey: `customer:${user.id}` },
    ));
  await db.billingAccount.upsert({
    where: { userId: user.id },
    create: { userId: user.id, customerId: id },
    update: { customerId: id },
  });
  return id;
}

/** Whose customer this is; null for one that we don't know. */
export async function userOfCustomer(db: Database, customerId: string | null): Promise<string | null> {
  if (!customerId) return null;
  const account = await db.billingAccount.findUnique({ where: { customerId } });
  return account?.userId ?? null;
}
