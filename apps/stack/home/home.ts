import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The places inside one data folder. */
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
  /** What the stand-in for Stripe remembers. */
  stripe: string;
  /** Accounts and files of the stand-in for Google. */
  google: string;
  books: string;
  logs: string;
}

/** Makes the folder if need be. Others may pass through it (PostgreSQL's user must), but not list it. */
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
