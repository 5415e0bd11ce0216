import { type ApiClientOptions, createApiClient, dataOf } from './api-client.js';
import type { Session } from './api-types.js';

export interface Credentials {
  email: string;
  password: string;
}

export interface PasswordSession extends Required<Pick<ApiClientOptions, 'token' | 'renew'>> {
  /** Signs in now, to learn whether the password is right. `token` does so by itself. */
  signIn(): Promise<Session>;
}

/**
 * Signs in with a password, and again when the access token has run out. For programs:
 * `createApiClient({ baseUrl, ...passwordSession({ baseUrl }, { email, password }) })`.
 */
export function passwordSession(
  options: Pick<ApiClientOptions, 'baseUrl' | 'fetch' | 'timeoutMs'>,
  { email, password }: Credentials,
): PasswordSession {
  const api = createApiClient(options);
  let session: Promise<Session> | undefined;
  const signIn = (): Promise<Session> => {
    const signing = dataOf(api.POST('/api/auth/login', { body: { email, password } }));
    session = signing;
    // One that failed is not kept: the next request tries again.
    signing.catch(() => {
      if (session === signing) session = undefined;
    });
    return signing;
  };
  return {
    signIn,
    token: async () => (await (session ?? signIn())).accessToken,
    renew: async (refused) => {
      // Several requests may find out one after the other that the same token has run out.
      const known = session;
      if ((await known)?.accessToken === refused && session === known) void signIn();
      await (session ?? signIn());
      return true;
    },
  };
}
