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

/** The secret of a link in a mail: 32 bytes as base64url. */
const linkToken = z.string().regex(/^[\w-]{43}$/, 'is not from one of our mails');
export const verifyEmail = z.strictObject({ token: linkToken });
export type VerifyEmail = z.infer<typeof verifyEmail>;
export const forgotPassword = z.strictObject({ email });
export type ForgotPassword = z.infer<typeof forgotPassword>;
export const resetPassword = z.strictObject({ token: linkToken, password: newPassword });
export type ResetPassword = z.infer<typeof resetPassword>;

export const userView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role,
    verified: z.boolean().meta({ description: 'The address is theirs; needed to start jobs' }),
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof userView>;

export const session = z
  .object({
    accessToken: z.string(),
    expiresIn: z.int().meta({ description: 'Seconds' }),
    user: userView,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;
