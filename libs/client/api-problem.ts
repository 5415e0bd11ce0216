import type { Problem } from './api-types.js';

/** The API refused: its problem details (RFC 9457). `message` is fit to be shown to a person. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly problem: Partial<Problem>,
    /** When to try again, as the server says; 0 when it does not. */
    readonly retryAfterSeconds = 0,
  ) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
  }

  /** Stable, for programs; docs/api.md lists all. Empty when the answer came from something before the API. */
  get code(): string {
    return this.problem.code ?? '';
  }

  /** One line for each field that is wrong. */
  get fields(): string[] {
    return (this.problem.errors ?? []).map(({ path, message }) => (path ? `${path}: ${message}` : message));
  }
}

/** Nobody answered, or the answer broke off. Trying again may help. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get('retry-after') ?? 0);
  return new ApiProblem(response.status, body && typeof body === 'object' ? body : {}, wait || 0);
}
