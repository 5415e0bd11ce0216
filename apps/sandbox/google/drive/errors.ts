import type { Answer } from '../exchange.js';
import { json } from '../exchange.js';

export interface GoogleErrorPlace {
  location?: string;
  locationType?: 'parameter' | 'header';
}

/** An error as Drive answers it: https://developers.google.com/workspace/drive/api/guides/handle-errors */
export class GoogleError extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    readonly place: GoogleErrorPlace = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  toAnswer(): Answer {
    const { status: code, reason, message, place } = this;
    const errors = [{ message, domain: domainOf(reason), reason, ...place }];
    return json(code, { error: { code, message, errors } }, this.headers);
  }
}

/** Reasons of the domain `usageLimits`; all others are `global`. */
const USAGE_LIMITS = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'dailyLimitExceeded',
  'storageQuotaExceeded',
  'sharingRateLimitExceeded',
]);
const domainOf = (reason: string): string => (USAGE_LIMITS.has(reason) ? 'usageLimits' : 'global');

export const invalid = (message: string, location: string): GoogleError =>
  new GoogleError(400, 'invalid', message, { location, locationType: 'parameter' });

export const badRequest = (message: string): GoogleError => new GoogleError(400, 'badRequest', message);

export const fileNotFound = (id: string): GoogleError =>
  new GoogleError(404, 'notFound', `File not found: ${id}.`, { location: 'fileId', locationType: 'parameter' });

export const notSignedIn = (): GoogleError =>
  new GoogleError(
    401,
    'authError',
    'Invalid Credentials',
    { location: 'Authorization', locationType: 'header' },
    { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  );

export const storageFull = (): GoogleError =>
  new GoogleError(403, 'storageQuotaExceeded', "The user's Drive storage quota has been exceeded.");

/** Messages of errors that a test can ask for by their reason. */
export const MESSAGES: Record<string, string> = {
  rateLimitExceeded: 'Rate Limit Exceeded',
  userRateLimitExceeded: 'User Rate Limit Exceeded',
  dailyLimitExceeded: 'Daily Limit Exceeded',
  sharingRateLimitExceeded: 'Rate limit exceeded. User message: "These item(s) could not be shared."',
  storageQuotaExceeded: "The user's Drive storage quota has been exceeded.",
  teamDriveFileLimitExceeded: 'The file limit for this shared drive has been exceeded.',
  appNotAuthorizedToFile: 'The user has not granted the app write access to the file.',
  insufficientFilePermissions: 'The user does not have sufficient permissions for this file.',
  insufficientPermissions: 'Insufficient Permission: Request had insufficient authentication scopes.',
  domainPolicy: 'The domain administrators have disabled Drive apps.',
  authError: 'Invalid Credentials',
  backendError: 'Backend Error',
  internalError: 'Internal Error',
};
