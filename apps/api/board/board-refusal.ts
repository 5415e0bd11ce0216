/** An operation of the board that Temporal cannot do or that the product does not allow: 405 with this message. */
export class BoardRefusal extends Error {
  override name = 'BoardRefusal';
  readonly statusCode = 405;
}

export const cannot = (why: string): Promise<never> => Promise.reject(new BoardRefusal(why));

export const SUPPORT_ROLES = 'Retry jobs in the console: a retry needs a reason, and its cost is shown first.';
