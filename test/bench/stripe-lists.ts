/** Stripe's lists of a made-up world over HTTP, in a process of its own: `stripe-lists PAYMENTS EACH TO`; prints its address. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RemoteRecord } from '#reconciliation/run/remote-records.js';
import { World } from '../support/payments/world.js';
import { WorldLists } from '../support/payments/world-remote.js';

const [payments, each, to] = process.argv.slice(2).map(Number);
const lists = new WorldLists(new World({ payments: payments ?? 0, each: each ?? 0, to: to ?? 0 }));

const seconds = (at: Date | null): number => Math.floor((at?.getTime() ?? 0) / 1000);
/** About what the parts of a real charge weigh that nobody here reads. */
const WEIGHT = {
  billing_details: { address: { city: 'x'.repeat(20), line1: 'x'.repeat(40) }, email: 'x'.repeat(30) },
  outcome: { network_status: 'approved_by_network', seller_message: 'Payment complete.' },
  payment_method_details: {
    card: { brand: 'visa', checks: {}, fingerprint: 'x'.repeat(16), wallet: null, x: 'x'.repeat(600) },
  },
  description: 'x'.repeat(60),
  metadata: {},
};

function objectOf(record: RemoteRecord): object {
  const { id, kind, amount, currency } = record;
  const common = { id, object: kind, amount, currency, created: seconds(record.createdAt), livemode: false };
  switch (kind) {
    case 'balance_transaction':
      return {
        ...common,
        type: record.type,
        status: record.status,
        fee: record.fee,
        net: record.net,
        source: record.sourceId,
        available_on: seconds(record.availableAt),
        fee_details: [],
        reporting_category: record.type,
        description: null,
      };
    case 'charge':
      return {
        ...common,
        ...WEIGHT,
        status: record.status,
        amount_refunded: record.refunded,
        balance_transaction: record.balanceTransactionId,
        payment_intent: record.paymentIntentId,
        customer: record.customerId,
        disputed: record.disputed,
      };
    case 'payout':
      return {
        ...common,
        status: record.status,
        automatic: record.automatic,
        arrival_date: seconds(record.availableAt),
        balance_transaction: record.balanceTransactionId,
      };
    default:
      return {
        ...common,
        status: record.status,
        charge: record.chargeId,
        balance_transaction: record.balanceTransactionId,
        payment_intent: null,
      };
  }
}

const KINDS: Record<string, string> = {
  balance_transactions: 'balance_transaction',
  charges: 'charge',
  refunds: 'refund',
  disputes: 'dispute',
  payouts: 'payout',
};

/** Where the page after an object begins, as a list's parameter; an SDK takes the object. */
const places = new Map<string, string>();

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
  const [, , list = '', one] = pathname.split('/');
  const send = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_bench' });
    response.end(JSON.stringify(body));
  };
  if (one || !KINDS[list])
    return send(404, { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such thing' } });
  const last = searchParams.get('starting_after');
  const after = last && (places.get(`${list} ${last}`) ?? last);
  const payout = searchParams.get('payout');
  const at = (key: string): Date => new Date(Number(searchParams.get(`created[${key}]`)) * 1000);
  const asked = payout
    ? lists.listOfPayout(payout, after)
    : lists.list(KINDS[list], { from: at('gte'), to: at('lt') }, after);
  void asked.then(({ items, next }) => {
    if (next !== null) places.set(`${list} ${items.at(-1)?.id}`, next);
    send(200, { object: 'list', url: pathname, has_more: next !== null, data: items.map(objectOf) });
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('SIGTERM', () => server.closeAllConnections());
process.on('SIGTERM', () => server.close());
