import { z } from 'zod';
import { text } from './text.js';

export const ROLES = ['author', 'support', 'finance', 'admin'] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** Length is what counts (NIST SP 800-63B): no rules on kinds of characters, an upper bound for the hash's cost. */
const newPassword = z.string().min(10).max(200);

export const register = z.strictObject({ email, password: newPassword, name: text(1, 80) });
export type Register = z.infer<typeof register>;

export const login = z.strictObject({ email, password: z.string().min(1).max(200) });
export type Login = z.infer<typeof login>;

export const userView = z.object({ id: z.uuid(), email: z.string(), name: z.string(), role }).meta({ id: 'User' });
export type UserView = z.infer<typeof userView>;

export const session = z
  .object({
    accessToken: z.string(),
    expiresIn: z.int().meta({ description: 'Seconds' }),
    user: userView,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;
