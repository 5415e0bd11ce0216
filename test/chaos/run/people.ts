import { newId } from '#database/ids.js';
import type { Chance } from './chance.js';
import type { Ledger } from './ledger.js';
import { Person } from './person.js';
import type { Environment } from './environment.js';

export interface People {
  /** On the largest plan, so that no limit ends their work. */
  authors: Person[];
  /** Come to buy. */
  buyers: Person[];
  support: Person;
  finance: Person;
}

/** Accounts with confirmed addresses and the demo author's password: what many registrations would have left. */
export async function waitUntilSettled(
  stage: Environment,
  ledger: Ledger,
  chance: Chance,
  count: number,
): Promise<People> {
  const { password } = stage.account('author');
  const make = async (name: string): Promise<Person> => {
    const email = `${name}@storm.test`;
    await stage.query(
      `INSERT INTO "User" (id, email, name, role, "passwordHash", "verifiedAt")
       SELECT $1, $2, $3, 'author', "passwordHash", now() FROM "User" WHERE email = $4`,
      [newId(), email, name, stage.account('author').email],
    );
    return new Person(name, { email, password }, stage, ledger, chance);
  };
  const authors = await inTurn(count, (number) => make(`author-${number}`));
  await stage.query(
    `INSERT INTO "Entitlement" (id, "userId", plan, reason, "startsAt", "endsAt")
     SELECT gen_random_uuid(), id, 'enterprise', 'the storm', now() - interval '1 day', now() + interval '1 year'
     FROM "User" WHERE email LIKE 'author-%@storm.test'`,
  );
  const buyers = await inTurn(Math.max(4, count), (number) => make(`buyer-${number}`));
  const staff = (role: 'support' | 'finance') => new Person(role, stage.account(role), stage, ledger, chance);
  return { authors, buyers, support: staff('support'), finance: staff('finance') };
}

async function inTurn<T>(count: number, make: (number: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let number = 1; number <= count; number += 1) made.push(await make(number));
  return made;
}
