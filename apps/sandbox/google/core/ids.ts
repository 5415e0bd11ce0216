import { randomBytes } from 'node:crypto';

/** 33 letters that begin with 1, as Drive's ids of files are. */
export const newFileId = (): string => `1${randomBytes(24).toString('base64url')}`;
/** Drive's ids of roots begin with 0A. */
export const newDriveId = (): string => `0A${randomBytes(10).toString('base64url').slice(0, 14)}PVA`;
export const newAccessToken = (): string => `ya29.${randomBytes(48).toString('base64url')}`;
export const newRefreshToken = (): string => `1//0${randomBytes(48).toString('base64url')}`;
export const newCode = (): string => `4/0${randomBytes(36).toString('base64url')}`;
export const newUploadId = (): string => `A${randomBytes(40).toString('base64url')}`;
export const newRevisionId = (): string => `0B${randomBytes(24).toString('base64url')}`;
export const newPermissionId = (): string => String(randomBytes(8).readBigUInt64BE()).padStart(20, '0');
