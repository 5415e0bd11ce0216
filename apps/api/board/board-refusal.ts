/** The board asks for what Temporal cannot do, or what would go behind the product's back. Shown as it is: 405. */
export class BoardRefusal extends Error {
  override name = 'BoardRefusal';
  readonly statusCode = 405;
}

export const cannot = (why: string): Promise<never> => Promise.reject(new BoardRefusal(why));

export const SUPPORT_ROLES = 'Retry jobs at the support desk: there it takes a reason, and its cost is shown first.';
