const SHA256 = /^[0-9a-f]{64}$/;

/** True for the lower-case hex of a SHA-256. Anything else never becomes a path or key, so no name can climb out. */
export function isSha256(name: string): boolean {
  return SHA256.test(name);
}
