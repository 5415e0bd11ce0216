import type { Role, UserView } from '#contracts/auth.js';

interface UserRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  verifiedAt: Date | null;
}

/** What an account shows of itself; never its password's hash. */
export const userView = ({ id, email, name, role, verifiedAt }: UserRow): UserView => ({
  id,
  email,
  name,
  role,
  verified: verifiedAt !== null,
});
