import { type Answer, page, seeOther } from '../api/answer.js';
import { failAuthentication, payWith } from '../billing/checkout.js';
import type { CheckoutSession } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { readable } from '../money/fees.js';
import { findCard } from '../objects/cards.js';
import { cardFields, errorBox, escaped, layout, numberIn } from './layout.js';

/** `/c/pay/cs_…`: the hosted page of a Checkout session, and its second page for 3-D Secure. */
export function checkoutPages(world: World, method: string, url: URL, body: string): Answer | undefined {
  const [, id = '', step] = /^\/c\/pay\/(cs_[^/]+)(?:\/(authenticate))?$/.exec(url.pathname) ?? [];
  if (!id || !['GET', 'POST', 'HEAD'].includes(method)) return undefined;
  const session = world.store.get('session', id);
  if (!session) return page(404, layout('Not found', '<h1>This page does not exist</h1>'));
  if (session.status !== 'open') return overPage(session);
  const form = new URLSearchParams(body);
  if (step === 'authenticate') {
    if (!session._?.attempt.challenged) return seeOther(`/c/pay/${id}`);
    return method === 'POST' ? authenticate(world, session, form) : page(200, challengePage(world, session));
  }
  return method === 'POST' ? pay(world, session, form) : page(200, payPage(world, session, session._?.attempt.message));
}

function pay(world: World, session: CheckoutSession, form: URLSearchParams): Answer {
  const retry = (message: string): Answer => page(200, payPage(world, session, message, form.get('email') ?? ''));
  const card = findCard(numberIn(form));
  if (!card) return retry('Your card number is invalid. Only the test cards of the list work here.');
  const email = knownEmail(world, session) ?? form.get('email')?.trim() ?? '';
  if (!/^\S+@\S+$/.test(email)) return retry('Please type your email address.');
  const next = world.transact(() => payWith(world, session, card, email));
  if (next === 'authenticate') return seeOther(`/c/pay/${session.id}/authenticate`);
  return next === 'declined' ? seeOther(`/c/pay/${session.id}`) : seeOther(successUrl(session));
}

function authenticate(world: World, session: CheckoutSession, form: URLSearchParams): Answer {
  const challenged = session._?.attempt.challenged;
  const card = findCard(challenged?.number ?? '');
  if (!challenged || !card || form.get('result') !== 'complete') {
    world.transact(() => failAuthentication(world, session));
    return seeOther(`/c/pay/${session.id}`);
  }
  const next = world.transact(() => payWith(world, session, card, challenged.email, true));
  return next === 'paid' ? seeOther(successUrl(session)) : seeOther(`/c/pay/${session.id}`);
}

/** A second submit of a paid page goes where the first went; it pays nothing. */
function overPage(session: CheckoutSession): Answer {
  if (session.status === 'complete') return seeOther(successUrl(session));
  const back = session.cancel_url
    ? `<p><a class="button" href="${escaped(session.cancel_url)}">Back to the shop</a></p>`
    : '';
  return page(410, layout('Expired', `<h1>This page has expired</h1><p>Please start again from the shop.</p>${back}`));
}

const successUrl = (session: CheckoutSession): string =>
  (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id);

const knownEmail = (world: World, session: CheckoutSession): string | undefined =>
  session.customer_email ?? world.store.get('customer', session.customer ?? '')?.email ?? undefined;

function payPage(world: World, session: CheckoutSession, message?: string, typed = ''): string {
  const [item] = session._?.items ?? [];
  const price = world.store.need('price', item?.price);
  const name = world.store.get('product', price.product)?.name ?? 'Subscription';
  const amount = readable(session.amount_total ?? 0, price.currency);
  const email = knownEmail(world, session);
  const emailField = email
    ? `<p>Email: <strong>${escaped(email)}</strong></p>`
    : `<label class="field" for="email">Email</label><input type="email" id="email" name="email" required autocomplete="email" value="${escaped(typed)}">`;
  const back = session.cancel_url
    ? `<p><a id="cancel" href="${escaped(session.cancel_url)}">Go back without paying</a></p>`
    : '';
  return layout(
    `Subscribe to ${name}`,
    `<h1>Subscribe to ${escaped(name)}</h1>
<p class="price">${amount} <span class="soft" style="font-size:1rem;font-weight:400">${rhythmText(price.recurring)}</span></p>
${errorBox(message)}
<form method="post" action="/c/pay/${session.id}">
${emailField}
${cardFields()}
<button class="main" id="pay" type="submit">Subscribe – pay ${amount}</button>
</form>
${back}`,
  );
}

const rhythmText = (recurring: { interval: string; interval_count: number } | null): string => {
  if (!recurring) return '';
  const { interval, interval_count: count } = recurring;
  return count === 1 ? `per ${interval}` : `every ${count} ${interval}s`;
};

const challengePage = (world: World, session: CheckoutSession): string =>
  layout(
    '3-D Secure',
    `<h1>Your bank wants to know that it is you</h1>
<p>3-D Secure for a payment of <strong>${readable(session.amount_total ?? 0, session.currency ?? 'usd')}</strong> with the card that ends in ${escaped(session._?.attempt.challenged?.number.slice(-4) ?? '')}.</p>
<form method="post" action="/c/pay/${session.id}/authenticate" class="row">
<button class="main" id="authenticate" type="submit" name="result" value="complete">Complete authentication</button>
<button id="fail" type="submit" name="result" value="fail">Fail authentication</button>
</form>`,
  );
