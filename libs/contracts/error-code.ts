/** The `code` of an error of Node, a database driver or a network client: `'ENOENT'`, `'P2002'`, 5; undefined without one. */
export const errorCode = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
