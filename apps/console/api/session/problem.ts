import type { Problem } from '#contracts/problem.js';

/** The api refused: its problem details (RFC 9457). `message` is fit to be shown. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly problem: Partial<Problem>,
    readonly retryAfterSeconds = 0,
  ) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
  }

  get code(): string {
    return this.problem.code ?? '';
  }
}

/** Nobody answers. Trying again may help. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  constructor(options?: ErrorOptions) {
    super('The server does not answer. Check your connection; this page tries again when you do.', options);
  }
}

/** Somebody else is signed in now than the one for whom this was to be sent. */
export class OtherPerson extends Error {
  override readonly name = 'OtherPerson';
}

/** Nobody is there who could answer: the server itself, or what stands before it and can't reach it. */
export const isAway = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof ApiProblem && [502, 503, 504].includes(error.status));

export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get('retry-after') ?? 0);
  return new ApiProblem(response.status, body && typeof body === 'object' ? body : {}, wait || 0);
}

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Refused because the plan holds no more: a larger plan is the way on. */
export const isOverPlan = (error: unknown): boolean => error instanceof ApiProblem && isPlanCode(error.code);
export const isPlanCode = (code: string): boolean => code === 'quota-exceeded' || code === 'project-limit';
