const AT = 'https://www.googleapis.com/auth/';
export const DRIVE = `${AT}drive`;
export const DRIVE_FILE = `${AT}drive.file`;
export const DRIVE_READONLY = `${AT}drive.readonly`;
export const DRIVE_METADATA = `${AT}drive.metadata.readonly`;

/** What an app can ask for, in the words of Google's consent page: https://developers.google.com/workspace/drive/api/guides/api-specific-auth */
export const SCOPES: Record<string, string> = {
  [DRIVE_FILE]: 'See, edit, create, and delete only the specific Google Drive files you use with this app',
  [DRIVE]: 'See, edit, create, and delete all of your Google Drive files',
  [DRIVE_READONLY]: 'See and download all your Google Drive files',
  [DRIVE_METADATA]: 'See information about your Google Drive files',
};
