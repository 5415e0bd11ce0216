import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DISCREPANCY_LABELS, ITEM_LABELS, paymentLabel } from '#contracts/finance-labels.js';
import * as contract from '#contracts/finance.js';
import type { Database } from '#database/database.js';
import { Roles } from '../auth/guards.js';
import { Bearer, Sends, Summary } from '../http/openapi.js';
import { DATABASE } from '../tokens.js';
import { amountOf, plain, sendCsv, text } from './csv.js';
import type { Cell } from './csv.js';
import { ExceptionsService } from './exceptions.service.js';
import { LEDGER_COLUMNS, ledgerRows } from './ledger-export.js';
import { FinancePaymentsService } from './payments.service.js';
import type { PaymentFilter } from './payments.service.js';

const ITEM_COLUMNS = [
  'id',
  'type',
  'state',
  'subject',
  'charge',
  'customer',
  'email',
  'what is wrong',
  'ours',
  'Stripe’s',
  'amount',
  'currency',
  'happened',
  'first seen',
  'owner',
  'due',
  'resolved',
  'reason',
  'by',
];
const PAYMENT_COLUMNS = [
  'charge',
  'at',
  'state',
  'customer',
  'email',
  'plan',
  'amount',
  'fee',
  'refunded',
  'currency',
  'disputed',
  'payout',
  'settled',
  'settled and fee in',
];

/** CSV exports: all rows of a filter, streamed. */
@ApiTags('finance')
@Bearer()
@Roles(['finance'])
@Controller('api/finance')
export class ExportsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ExceptionsService) private readonly items: ExceptionsService,
    @Inject(FinancePaymentsService) private readonly payments: FinancePaymentsService,
  ) {}

  @Get('items.csv')
  @Summary('Download exceptions')
  @Sends('text/csv', 'Under the same filter as the list')
  async itemsFile(
    @Query({ schema: contract.exceptionFilter }) filter: contract.ExceptionFilter,
    @Res() response: Response,
  ): Promise<void> {
    const rows = async function* (items: ExceptionsService): AsyncGenerator<Cell[]> {
      for await (const item of items.all(filter)) {
        const { customer, amount, resolution, owner } = item;
        yield [
          plain(item.id),
          plain(DISCREPANCY_LABELS[item.type].name),
          plain(ITEM_LABELS[item.state]),
          text(item.subjectId),
          text(item.chargeId),
          text(customer?.name),
          text(customer?.email),
          text(item.words),
          text(item.local),
          text(item.remote),
          amountOf(amount),
          text(amount?.currency.toUpperCase()),
          plain(item.occurredAt),
          plain(item.firstSeen),
          text(owner?.name),
          plain(item.dueAt),
          plain(resolution?.at),
          text(resolution?.reason),
          text(resolution?.by?.name),
        ];
      }
    };
    await sendCsv(response, 'exceptions.csv', ITEM_COLUMNS, rows(this.items));
  }

  @Get('payments.csv')
  @Summary('Download payments')
  @Sends('text/csv', 'Under the same filter as the list')
  async paymentsFile(
    @Query({ schema: contract.paymentFilter }) filter: PaymentFilter,
    @Res() response: Response,
  ): Promise<void> {
    const rows = async function* (payments: FinancePaymentsService): AsyncGenerator<Cell[]> {
      for await (const payment of payments.all(filter)) {
        const { id, at, customer, plan, amount, settled, fee, refunded, disputed, payoutId } = payment;
        yield [
          text(id),
          plain(at),
          plain(paymentLabel(payment)),
          text(customer?.name),
          text(customer?.email),
          plain(plan),
          amountOf(amount),
          amountOf(fee),
          amountOf(refunded),
          text(amount.currency.toUpperCase()),
          plain(disputed ? 'yes' : 'no'),
          text(payoutId),
          amountOf(settled),
          text((settled ?? fee)?.currency.toUpperCase()),
        ];
      }
    };
    await sendCsv(response, 'payments.csv', PAYMENT_COLUMNS, rows(this.payments));
  }

  @Get('ledger.csv')
  @Summary('Download a month of the ledger')
  @Sends('text/csv', 'A posting a line')
  async ledgerFile(
    @Query({ schema: contract.inMonth }) { month }: contract.InMonth,
    @Res() response: Response,
  ): Promise<void> {
    await sendCsv(response, `ledger-${month}.csv`, LEDGER_COLUMNS, ledgerRows(this.db, month));
  }
}
