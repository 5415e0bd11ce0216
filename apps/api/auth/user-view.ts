import type { Role, UserView } from '#contracts/auth.js';

interface UserRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  verifiedAt: Date | null;
}

/** Public fields of an account, without the password hash. */
export const userView = ({ id, email, name, role, verifiedAt }: UserRow): UserView => ({
  id,
  email,
  name,
  role,
  verified: verifiedAt !== null,
});
