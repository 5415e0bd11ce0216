import { newId } from '#database/ids.js';
import type { Chance } from './chance.js';
import type { Ledger } from './ledger.js';
import { Person } from './person.js';
import type { Environment } from './environment.js';

export interface People {
  /** On the largest plan, so that no limit ends their work. */
  authors: Person[];
  /** Buy a plan. */
  buyers: Person[];
  support: Person;
  finance: Person;
}

/** Creates accounts with verified addresses and the password of the demo author. */
export async function createPeople(
  environment: Environment,
  ledger: Ledger,
  chance: Chance,
  count: number,
): Promise<People> {
  const { password } = environment.account('author');
  const make = async (name: string): Promise<Person> => {
    const email = `${name}@chaos.test`;
    await environment.query(
      `INSERT INTO "User" (id, email, name, role, "passwordHash", "verifiedAt")
       SELECT $1, $2, $3, 'author', "passwordHash", now() FROM "User" WHERE email = $4`,
      [newId(), email, name, environment.account('author').email],
    );
    return new Person(name, { email, password }, environment, ledger, chance);
  };
  const authors = await inTurn(count, (number) => make(`author-${number}`));
  await environment.query(
    `INSERT INTO "Entitlement" (id, "userId", plan, reason, "startsAt", "endsAt")
     SELECT gen_random_uuid(), id, 'enterprise', 'chaos test', now() - interval '1 day', now() + interval '1 year'
     FROM "User" WHERE email LIKE 'author-%@chaos.test'`,
  );
  const buyers = await inTurn(Math.max(4, count), (number) => make(`buyer-${number}`));
  const staff = (role: 'support' | 'finance') =>
    new Person(role, environment.account(role), environment, ledger, chance);
  return { authors, buyers, support: staff('support'), finance: staff('finance') };
}

async function inTurn<T>(count: number, make: (number: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let number = 1; number <= count; number += 1) made.push(await make(number));
  return made;
}
