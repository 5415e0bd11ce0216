import createClient, { type Client, createQuerySerializer } from 'openapi-fetch';
import { problemOf, Unreachable } from './api-problem.js';
import type { paths } from './api-types.js';

export interface ApiClientOptions {
  /** Where the API is, e.g. `https://books.example`. Empty in a page that came from there. */
  baseUrl: string;
  /** Sends the requests; the platform's own `fetch` when left out. */
  fetch?: (request: Request, init?: RequestInit) => Promise<Response>;
  /** The access token, asked for before each request; an empty one is not sent. */
  token?: () => string | Promise<string>;
  /** After a 401 to this token: resolves true when `token` gives another now; the request is sent once more with it. */
  renew?: (refused: string) => Promise<boolean>;
  /** Time until the response starts, in milliseconds; without, as long as the connection lasts. */
  timeoutMs?: number;
}

export type ApiClient = Client<paths>;

/** Lists as the API reads them: `state=failed,canceled`. */
const inQuery = createQuerySerializer({ array: { style: 'form', explode: false } });

/**
 * A client of the API, typed by its OpenAPI document; see https://openapi-ts.dev/openapi-fetch. Other than there, its
 * calls throw: `ApiProblem` when the API refuses, `Unreachable` when nobody answers. `dataOf` gives what was answered.
 */
export function createApiClient({ baseUrl, fetch: given, token, renew, timeoutMs }: ApiClientOptions): ApiClient {
  const send = async (request: Request, bearer: string): Promise<Response> => {
    if (bearer) request.headers.set('authorization', `Bearer ${bearer}`);
    const late = new AbortController();
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => late.abort(), timeoutMs);
    try {
      return await (given ?? fetch)(request, { signal: AbortSignal.any([request.signal, late.signal]) });
    } catch (cause) {
      if (cause instanceof Unreachable || hasLeft(request.signal)) throw cause;
      throw new Unreachable(`The API${baseUrl && ` at ${baseUrl}`} does not answer.`, { cause });
    } finally {
      clearTimeout(timer);
    }
  };
  const bearerNow = async (): Promise<string> => (await token?.()) ?? '';

  return createClient<paths>({
    baseUrl,
    headers: { accept: 'application/json' },
    querySerializer: (query) => inQuery(Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))),
    fetch: async (request) => {
      // A body can be read once only.
      const again = renew ? request.clone() : request;
      const bearer = await bearerNow();
      let response = await send(request, bearer);
      if (response.status === 401 && (await renew?.(bearer))) response = await send(again, await bearerNow());
      if (!response.ok) throw await problemOf(response);
      return response;
    },
  });
}

/** Whether the caller gave the request up. One that took too long for its caller was not answered. */
export const hasLeft = ({ aborted, reason }: AbortSignal): boolean => aborted && nameOf(reason) !== 'TimeoutError';

const nameOf = (error: unknown): unknown =>
  error !== null && typeof error === 'object' && 'name' in error ? error.name : undefined;
/** What reading a body throws: when the connection breaks, and when the JSON was cut. */
const BROKEN_OFF: readonly unknown[] = ['TypeError', 'SyntaxError'];

type DataOf<Answer> = Extract<Answer, { data: unknown }>['data'];
interface Answered {
  data?: unknown;
}

/** What was answered: `const job = await dataOf(api.GET('/api/jobs/{id}', …))`. An answer that breaks off is `Unreachable`. */
export async function dataOf<Answer extends Answered>(call: Promise<Answer>): Promise<DataOf<Answer>> {
  try {
    // oxlint-disable-next-line typescript/consistent-type-assertions -- whatever is not a success was thrown
    return (await call).data as DataOf<Answer>;
  } catch (cause) {
    if (!BROKEN_OFF.includes(nameOf(cause))) throw cause;
    throw new Unreachable('The answer of the API broke off.', { cause });
  }
}
