import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const processState = z.object({
  name: z.string(),
  pid: z.number().nullable(),
  port: z.number().nullable(),
  state: z.enum(['starting', 'running', 'restarting', 'stopped']),
  restarts: z.number(),
});
export type ProcessState = z.infer<typeof processState>;

export const account = z.object({
  role: z.enum(['author', 'support', 'finance', 'admin']),
  email: z.string(),
  password: z.string(),
});
export type Account = z.infer<typeof account>;

/** `COLORBOOK_HOME/stack.json`: what runs, where, and who may sign in. Read by the CLI, by tests and by people. */
const stackState = z.object({
  url: z.string(),
  temporalUi: z.string().nullable(),
  pid: z.number(),
  processes: z.array(processState),
  accounts: z.array(account),
});
export type StackState = z.infer<typeof stackState>;

/** Null when the file is missing or invalid. */
export function readStackState(path: string): StackState | null {
  try {
    return stackState.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Written atomically. It holds passwords: mode 0600. */
export function writePrivately(path: string, value: unknown): void {
  const temporary = `${path}.${process.pid}.new`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}
