import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Paths in a data folder. */
export interface Home {
  path: string;
  lock: string;
  state: string;
  secrets: string;
  sample: string;
  postgres: string;
  temporal: string;
  artifacts: string;
  mail: string;
  /** Journal of the Stripe sandbox. */
  stripe: string;
  /** Accounts and files of the Google sandbox. */
  google: string;
  books: string;
  logs: string;
}

/** Creates the folder if it is missing. Other users may traverse it (PostgreSQL's user must), but not list it. */
export function openHome(folder: string): Home {
  const path = resolve(folder);
  mkdirSync(join(path, 'logs'), { recursive: true });
  chmodSync(path, 0o711);
  chmodSync(join(path, 'logs'), 0o700);
  return {
    path,
    lock: join(path, 'stack.lock'),
    state: join(path, 'stack.json'),
    secrets: join(path, 'secrets.json'),
    sample: join(path, 'sample-book.json'),
    postgres: join(path, 'postgres'),
    temporal: join(path, 'temporal.db'),
    artifacts: join(path, 'artifacts'),
    mail: join(path, 'mail'),
    stripe: join(path, 'stripe.jsonl'),
    google: join(path, 'google'),
    books: join(path, 'books'),
    logs: join(path, 'logs'),
  };
}
