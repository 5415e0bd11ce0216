import { TOKENS } from './rate-limits.js';
import type { DriveDeps } from './rate-limits.js';
import { asDriveFailure, statusOf } from './drive-failure.js';
import { tokensIn } from './google.js';

/**
 * Has Google forget that a person let us in. What Google does not know any more is given back already; other than when a
 * person disconnects, a Google that is away is waited for (throws `TransientFailure`). True when there was a connection. The row stays.
 */
export async function revokeGrant(
  { db, google, vault }: Omit<DriveDeps, 'publicUrl'>,
  ownerId: string,
): Promise<boolean> {
  const row = await db.driveConnection.findUnique({ where: { ownerId } });
  if (!row) return false;
  const opened = vault.open(row.tokens, TOKENS);
  if (opened === null) return true;
  try {
    await google.revoke(tokensIn(opened).refresh);
  } catch (error) {
    // invalid_token: revoked before, by the user or by an attempt whose response was lost (RFC 7009 §2.2)
    if (statusOf(error) !== 400) throw asDriveFailure(error);
  }
  return true;
}
