import { ProblemException } from './problem-exception.js';

/** The version that an edit was made on, from `If-Match: "3"`. 428 without one, to prevent lost updates. */
export function versionOf(header: string | undefined): number {
  if (!header) throw new ProblemException(428, 'version-needed', 'Send If-Match with the version that you have seen.');
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (!match) throw new ProblemException(422, 'invalid-version', 'If-Match: send the version number, e.g. "3"');
  return Number(match[1]);
}

export const changedMeanwhile = (version: number): ProblemException =>
  new ProblemException(412, 'changed-meanwhile', `Somebody changed this meanwhile; it is at version ${version} now.`);
