/** Leaves for a page of Stripe's; never resolves, so that the button which led there stays as it is. */
export function leaveFor(url: string): Promise<never> {
  window.location.assign(url);
  return new Promise(() => undefined);
}
