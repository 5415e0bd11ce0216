import { type Answer, page, seeOther } from '../api/answer.js';
import { cancellation } from '../api/billing.js';
import { collect } from '../billing/invoices.js';
import { recover } from '../billing/life-cycle.js';
import type { Customer, Invoice, PortalSession, Subscription } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { readable } from '../money/fees.js';
import { attachCard, findCard, type TestCard } from '../objects/cards.js';
import { setDefaultCard } from '../objects/customer.js';
import { itemOf } from '../objects/subscription.js';
import { cardFields, dateText, errorBox, escaped, layout, numberIn } from './layout.js';

/** Seconds that a portal page can be used after it was made. */
const OPEN_FOR = 3_600;

/** `/p/session/bps_…`: the billing portal of one customer. */
export function portalPages(world: World, method: string, url: URL, body: string): Answer | undefined {
  const id = /^\/p\/session\/(bps_[^/]+)$/.exec(url.pathname)?.[1];
  if (!id || !['GET', 'POST', 'HEAD'].includes(method)) return undefined;
  const session = world.store.get('portal', id);
  if (!session) return page(404, layout('Not found', '<h1>This page does not exist</h1>'));
  if (session.created + OPEN_FOR < world.now())
    return page(410, layout('Expired', '<h1>This page has expired</h1><p>Please open it again from your account.</p>'));
  if (method !== 'POST') return page(200, portalPage(world, session));
  const problem = applyForm(world, session, new URLSearchParams(body));
  return problem ? page(200, portalPage(world, session, problem)) : seeOther(`/p/session/${id}`);
}

/** Executes a form's action; returns a problem, if any. */
function applyForm(world: World, session: PortalSession, form: URLSearchParams): string | undefined {
  const customer = world.store.need('customer', session.customer);
  const subscription = subscriptionsOf(world, customer).find(({ id }) => id === form.get('subscription'));
  switch (form.get('action')) {
    case 'cancel':
    case 'reactivate': {
      if (!subscription) return 'This subscription has ended already.';
      const cancels = form.get('action') === 'cancel';
      if (subscription.cancel_at_period_end === cancels) return undefined;
      world.transact(() => {
        const fields = cancellation(subscription, cancels, world.now());
        const changed = world.change('subscription', subscription, fields);
        world.emit('customer.subscription.updated', changed, subscription);
      });
      return undefined;
    }
    case 'card':
    case 'pay': {
      const card = findCard(numberIn(form));
      if (!card) return 'Your card number is invalid. Only the test cards of the list work here.';
      // A bank refuses such a card when it is put on file.
      if (card.refuses === 'always' && form.get('action') === 'card') return card.decline?.message;
      return world.transact(() => useCard(world, customer, card, form.get('invoice')));
    }
    default:
      return 'This cannot be done here.';
  }
}

function useCard(world: World, customer: Customer, card: TestCard, invoiceId: string | null): string | undefined {
  const method = attachCard(world, card, customer.id, customer.email);
  const invoice = openInvoices(world, customer).find(({ id }) => id === invoiceId);
  if (invoice) {
    const next = invoice.next_payment_attempt;
    const { decline } = collect(world, invoice, method, { onSession: true, authenticated: card.challenges, next });
    if (decline) return decline.message;
    recover(world, String(invoice.parent?.subscription_details?.subscription));
  }
  setDefaultCard(world, customer.id, method.id);
  return undefined;
}

const subscriptionsOf = (world: World, customer: Customer): Subscription[] =>
  [...world.store.of('subscription').each('customer', customer.id)].filter(({ status }) => status !== 'canceled');

const openInvoices = (world: World, customer: Customer): Invoice[] =>
  [...world.store.of('invoice').each('customer', customer.id)].filter(({ status }) => status === 'open');

function portalPage(world: World, session: PortalSession, problem?: string): string {
  const customer = world.store.need('customer', session.customer);
  const subscriptions = subscriptionsOf(world, customer);
  const invoices = openInvoices(world, customer);
  const here = `/p/session/${session.id}`;
  const method = world.store.get('payment_method', customer.invoice_settings.default_payment_method ?? '');
  return layout(
    'Your subscription',
    `<h1>Your subscription</h1>
<p class="soft">${escaped(customer.email ?? customer.id)}</p>
${errorBox(problem)}
${subscriptions.map((each) => planSection(world, each, here)).join('\n') || '<p id="no-plan">You have no subscription at present.</p>'}
${invoices.map((each) => invoiceSection(each, here)).join('\n')}
<h2>Card on file</h2>
<p id="card-on-file">${method?.card ? `${method.card.brand === 'visa' ? 'Visa' : 'Mastercard'} that ends in ${method.card.last4}` : 'None'}</p>
${
  invoices.length === 0
    ? `<details><summary>Use another card</summary><form method="post" action="${here}"><input type="hidden" name="action" value="card">${cardFields()}<button class="main" id="save-card" type="submit">Save this card</button></form></details>`
    : ''
}
${session.return_url ? `<p style="margin-top:2rem"><a id="return" href="${escaped(session.return_url)}">Return to the shop</a></p>` : ''}`,
  );
}

function planSection(world: World, subscription: Subscription, here: string): string {
  const { price, quantity, current_period_end: end } = itemOf(subscription);
  const name = world.store.get('product', price.product)?.name ?? 'Subscription';
  const action = subscription.cancel_at_period_end ? 'reactivate' : 'cancel';
  const status = subscription.cancel_at_period_end
    ? `Ends on ${dateText(end)}`
    : subscription.status === 'past_due'
      ? 'Payment failed'
      : `Renews on ${dateText(end)}`;
  return `<h2>${escaped(name)}</h2>
<p>${readable((price.unit_amount ?? 0) * (quantity ?? 1), price.currency)} per ${escaped(price.recurring?.interval ?? 'month')}</p>
<p class="status" id="status">${status}</p>
<form method="post" action="${here}"><input type="hidden" name="subscription" value="${subscription.id}"><button id="${action}" type="submit" name="action" value="${action}">${action === 'cancel' ? 'Cancel at the end of the period' : 'Keep my subscription'}</button></form>`;
}

const invoiceSection = (
  invoice: Invoice,
  here: string,
): string => `<h2>Open invoice ${escaped(invoice.number ?? '')}</h2>
<p class="error">A payment of ${readable(invoice.amount_remaining, invoice.currency)} did not go through.</p>
<form method="post" action="${here}"><input type="hidden" name="invoice" value="${invoice.id}">${cardFields()}<button class="main" id="pay" type="submit" name="action" value="pay">Pay ${readable(invoice.amount_remaining, invoice.currency)}</button></form>`;
