import { ApiProblem, Unreachable } from '#client/api-problem.js';

export { ApiProblem, Unreachable };

/** Somebody else is signed in now than the one for whom this was to be sent. */
export class OtherPerson extends Error {
  override readonly name = 'OtherPerson';
}

/** Nobody is there who could answer: the server itself, or what stands before it and can't reach it. */
export const isAway = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof ApiProblem && [502, 503, 504].includes(error.status));

export const problemText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Refused because the plan holds no more: a larger plan is the way on. */
export const isOverPlan = (error: unknown): boolean => error instanceof ApiProblem && isPlanCode(error.code);
export const isPlanCode = (code: string): boolean => code === 'quota-exceeded' || code === 'project-limit';
