import { createApiClient } from '#client/api-client.js';
import { reach } from './connection.js';
import { OtherPerson } from './problem.js';
import { freshToken, renew, user } from './session.js';

/** The API, as who is signed in. Calls throw `ApiProblem` or `Unreachable`. A token that ran out is renewed once. */
export const api = createApiClient({ baseUrl: '', fetch: reach, token: freshToken, renew });

/** The same, only to be sent as this person: who is signed in may change while a token is renewed. */
export const apiAs = (ownerId: string) =>
  createApiClient({
    baseUrl: '',
    fetch: reach,
    renew,
    token: async () => {
      const token = await freshToken();
      if (user.value?.id !== ownerId) throw new OtherPerson();
      return token;
    },
  });

export const byId = (id: string) => ({ path: { id } });
/** Idempotency-Key: the same key gives the same thing, however often it is sent. */
export const withKey = (key: string) => ({ header: { 'Idempotency-Key': key } });
/** If-Match: the version that an edit was made on. */
export const onVersion = (version: number) => ({ header: { 'If-Match': `"${version}"` } });
