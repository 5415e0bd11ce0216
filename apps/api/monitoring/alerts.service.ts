import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ALERT_RULES } from '#contracts/alerts.js';
import type {
  AlertCounts,
  AlertRuleName,
  AlertRuleView,
  AlertView,
  ListAlerts,
  PatchAlertRule,
} from '#contracts/alerts.js';
import type { Listing } from '#contracts/pagination.js';
import type { Connection, Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { RULES, settingsOf, valuesOf } from '#observability/alerts/rules.js';
import { alertView, runbookOf, withPerson } from '#observability/alerts/view.js';
import type { Caller } from '../auth/caller.js';
import { cut, decodeCursor } from '../http/cursor.js';
import { conflict, notFound, ProblemException } from '../http/problem-exception.js';
import { AuditService } from '../support/audit.service.js';
import { DATABASE } from '../tokens.js';

type RuleRow = Prisma.AlertRuleGetPayload<object> | null;
/** Numbers by name; `valuesOf` and `changed` leave out what is none. */
const storedSettings = z.record(z.string(), z.unknown());
type Settings = z.infer<typeof storedSettings>;

/** Alerts, their acknowledgement, and alert rules. */
@Injectable()
export class AlertsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** The newest first. */
  async list({ state, cursor, limit }: ListAlerts): Promise<Listing<AlertView>> {
    const place = decodeCursor(cursor);
    const found = await this.db.alert.findMany({
      where: {
        state: state === 'unresolved' ? { not: 'resolved' } : state,
        ...(place
          ? { OR: [{ openedAt: { lt: place.createdAt } }, { openedAt: place.createdAt, id: { lt: place.id } }] }
          : {}),
      },
      include: withPerson,
      orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(
      found.map((row) => ({ ...row, createdAt: row.openedAt })),
      limit,
    );
    return { items: rows.map(alertView), nextCursor, limit };
  }

  async counts(): Promise<AlertCounts> {
    const rows = await this.db.alert.groupBy({ by: ['state'], where: { state: { not: 'resolved' } }, _count: true });
    const of = (state: string): number => rows.find((row) => row.state === state)?._count ?? 0;
    return { open: of('open'), acknowledged: of('acknowledged') };
  }

  /** Acknowledges an alert. Repeated calls keep the first user. */
  async acknowledge(caller: Caller, id: string, note: string): Promise<AlertView> {
    return this.db.$transaction(async (tx) => {
      const { count } = await tx.alert.updateMany({
        where: { id, state: 'open' },
        data: { state: 'acknowledged', acknowledgedAt: new Date(), acknowledgedById: caller.id, note },
      });
      const row = await tx.alert.findUnique({ where: { id }, include: withPerson });
      if (!row) throw notFound('alert');
      if (row.state === 'resolved') throw conflict('alert-resolved', 'This alert is over; there is nothing to be on.');
      if (count > 0)
        await this.audit.recordIn(tx, caller, {
          act: 'alert-acknowledged',
          subjectKind: 'alert',
          subjectId: id,
          reason: note || row.message.slice(0, 200),
          detail: { rule: row.rule, subject: row.subject },
        });
      return alertView(row);
    });
  }

  async rules(): Promise<AlertRuleView[]> {
    const rows = await this.db.alertRule.findMany();
    return ALERT_RULES.map((name) => ruleView(name, rows.find((row) => row.name === name) ?? null));
  }

  /** Updates the given settings; the watchdog applies them in its next round. */
  async setRule(caller: Caller, name: AlertRuleName, { enabled, settings, reason }: PatchAlertRule) {
    return this.db.$transaction(async (tx) => {
      const before = await lockRule(tx, name);
      const numbers = changed(name, storedSettings.parse(before?.settings ?? {}), settings ?? {});
      const now = { enabled: enabled ?? before?.enabled ?? true, settings: numbers };
      const row = await tx.alertRule.update({ where: { name }, data: now });
      const detail = { before: { enabled: before?.enabled ?? true, settings: before?.settings ?? {} }, now };
      await this.audit.recordIn(tx, caller, {
        act: 'alert-rule-set',
        subjectKind: 'alert-rule',
        subjectId: name,
        reason,
        detail,
      });
      return ruleView(name, row);
    });
  }
}

/** Locks the row: a concurrent update sees the first one's settings. */
async function lockRule(tx: Connection, name: AlertRuleName): Promise<RuleRow> {
  await tx.alertRule.createMany({ data: [{ name }], skipDuplicates: true });
  await tx.$queryRaw`SELECT 1 FROM "AlertRule" WHERE name = ${name} FOR UPDATE`;
  return tx.alertRule.findUnique({ where: { name } });
}

/** Throws 422 for a setting that the rule does not have, or that is out of range. */
function changed(name: AlertRuleName, before: Settings, asked: Record<string, number | null>): Record<string, number> {
  const known = settingsOf(RULES[name]);
  const errors = Object.entries(asked).flatMap(([key, value]) => {
    const path = `settings.${key}`;
    const setting = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!setting) return [{ path, message: `has no such setting; it has ${Object.keys(known).join(', ')}` }];
    const fits = value === null || (value >= setting.min && value <= setting.max);
    return fits ? [] : [{ path, message: `from ${setting.min} to ${setting.max}` }];
  });
  if (errors.length > 0) {
    const words = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new ProblemException(422, 'invalid-input', words, { errors });
  }
  const all = Object.entries({ ...before, ...asked }).flatMap(([key, value]) =>
    typeof value === 'number' && key in known ? [[key, value] as const] : [],
  );
  return Object.fromEntries(all);
}

function ruleView(name: AlertRuleName, row: RuleRow): AlertRuleView {
  const rule = RULES[name];
  const values = valuesOf(rule, storedSettings.parse(row?.settings ?? {}));
  return {
    name,
    title: rule.title,
    about: rule.about,
    severity: rule.severity,
    enabled: row?.enabled ?? true,
    settings: Object.entries(settingsOf(rule)).map(([key, it]) => ({
      name: key,
      ...it,
      value: values[key] ?? it.usual,
    })),
    runbook: runbookOf(name),
    updatedAt: row?.updatedAt.toISOString() ?? null,
  };
}
