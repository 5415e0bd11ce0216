/** A person's Google account. */
export interface Account {
  /** Email address. */
  id: string;
  name: string;
  permissionId: string;
  /** The folder "My Drive". */
  rootId: string;
  /** Storage quota in bytes; null: unlimited. */
  limit: number | null;
}

/** A shared drive; its root folder has the same id. */
export interface SharedDrive {
  id: string;
  name: string;
  createdTime: string;
  /** Email addresses of all who may read and write. */
  members: string[];
}

/** Content of a file; the bytes are stored under their SHA-256. */
export interface Content {
  size: number;
  md5: string;
  sha1: string;
  sha256: string;
  /** Changes with every upload, also of the same bytes. */
  revisionId: string;
}

/** A file or folder. Times are RFC 3339 in UTC with milliseconds, as Drive writes them. */
export interface StoredFile {
  id: string;
  name: string;
  mimeType: string;
  description: string | null;
  starred: boolean;
  /** Null: the root of a drive. */
  parent: string | null;
  /** Email address of the owner; null in a shared drive. */
  owner: string | null;
  driveId: string | null;
  createdTime: string;
  modifiedTime: string;
  /** Email address of who changed it last. */
  modifiedBy: string;
  /** Trashed itself, not merely within a trashed folder. */
  trashed: boolean;
  /** Counts every change. */
  version: number;
  content: Content | null;
  originalFilename: string | null;
  properties: Record<string, string>;
  /** Private properties of each app, by its client id. */
  appProperties: Record<string, Record<string, string>>;
  /** Client ids of the apps that made the file or were opened with it: they see it with the scope `drive.file`. */
  apps: string[];
}

/** The newest change of one file; the feed shows no older ones. */
export interface Change {
  /** Id of the file. */
  id: string;
  /** Position in the feed; grows with every change of any file. */
  turn: number;
  time: string;
  removed: boolean;
  /** The file's permissions, since it may be deleted. */
  owner: string | null;
  driveId: string | null;
  apps: string[];
}

/** An app, known from its first sign-in. */
export interface Client {
  id: string;
  /** Its first client secret; later requests must use the same. */
  secret: string;
}

/** Scopes that a user granted to an app, under one refresh token. */
export interface Grant {
  /** The refresh token. */
  id: string;
  client: string;
  account: string;
  scopes: string[];
  createdTime: string;
  /** Without offline access, the app never learns the refresh token. */
  offline: boolean;
}

export interface AccessToken {
  id: string;
  grant: string;
  /** Unix time in ms. */
  expiresAt: number;
}

/** An authorization code that waits to be exchanged. */
export interface Code {
  id: string;
  client: string;
  account: string;
  scopes: string[];
  redirectUri: string;
  challenge: { value: string; method: 'S256' | 'plain' } | null;
  offline: boolean;
  /** Unix time in ms. */
  expiresAt: number;
}

/** A resumable upload under way. */
export interface UploadSession {
  /** `upload_id` of its address. */
  id: string;
  client: string | null;
  account: string;
  grant: string;
  /** The file whose content is replaced; null: a new file. */
  fileId: string | null;
  metadata: Record<string, unknown>;
  query: string;
  mimeType: string | null;
  /** Bytes kept: a multiple of 256 KiB until the end. */
  received: number;
  /** Bytes in all, when the app has said so. */
  total: number | null;
  /** Unix time in ms. */
  createdAt: number;
  /** The file that came of it. */
  madeFile: string | null;
}

/** Settings of the sandbox itself. */
export interface Note {
  id: string;
  value: number;
}

export interface Kinds {
  account: Account;
  drive: SharedDrive;
  file: StoredFile;
  change: Change;
  client: Client;
  grant: Grant;
  access: AccessToken;
  code: Code;
  session: UploadSession;
  note: Note;
}
export type Kind = keyof Kinds;
