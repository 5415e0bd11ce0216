import { ALERT_RULES } from '#contracts/alerts.js';
import type { AlertRuleName } from '#contracts/alerts.js';
import type { Connection, Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import type { Figures } from './figures.js';
import { letterOf } from './letter.js';
import type { Moment } from './letter.js';
import { CLEAR, RULES, valuesOf } from './rules.js';
import type { Finding } from './rules.js';

/** Whom to tell. */
export interface Told {
  mailTo: string[];
  /** A webhook is set; its calls are written down here and made by calls.ts. */
  webhook: boolean;
  publicUrl: string;
}

interface Found extends Finding {
  rule: AlertRuleName;
}
interface Looked {
  found: Found[];
  /** Rules whose figures could not be had: their alerts stay as they are. */
  unknown: AlertRuleName[];
  /** For how long a rule's condition has to be gone, in ms. */
  clearMs: Map<string, number>;
}

/** One rule tells of so many things at most: of a flood, the first ones are enough to begin with. */
const MOST_FINDINGS = 20;
const MINUTE_MS = 60_000;
const keyOf = ({ rule, subject }: { rule: string; subject: string }): string => `${rule}\n${subject}`;

/**
 * Opens, keeps and resolves alerts by what the rules find, and writes down whom to tell in the same transaction: each
 * opening and each resolution is told once, however often and by however many this is done. Gives the rules of which
 * nothing was known.
 */
export async function updateAlerts(db: Database, figures: Figures, told: Told): Promise<AlertRuleName[]> {
  const { at } = figures;
  const { found, unknown, clearMs } = await look(db, figures);
  const standing = await db.alert.findMany({ where: { state: { not: 'resolved' } } });
  const stands = new Map(standing.map((alert) => [keyOf(alert), alert]));
  for (const finding of found) {
    const alert = stands.get(keyOf(finding));
    stands.delete(keyOf(finding));
    if (!alert) await open(db, finding, at, told);
    else
      await db.alert.updateMany({
        where: { id: alert.id, state: { not: 'resolved' } },
        data: { message: finding.message, seenAt: at, clearAt: null },
      });
  }
  for (const alert of stands.values()) {
    if ((unknown as string[]).includes(alert.rule)) continue;
    const clearAt = alert.clearAt ?? at;
    const wait = clearMs.get(alert.rule) ?? CLEAR.usual * MINUTE_MS;
    if (at.getTime() - clearAt.getTime() >= wait) await resolve(db, alert.id, clearAt, at, told);
    else if (!alert.clearAt)
      await db.alert.updateMany({ where: { id: alert.id, state: { not: 'resolved' } }, data: { clearAt } });
  }
  return unknown;
}

/** A rule that is switched off finds nothing. */
async function look(db: Database, figures: Figures): Promise<Looked> {
  const rows = await db.alertRule.findMany();
  const looked: Looked = { found: [], unknown: [], clearMs: new Map() };
  for (const rule of ALERT_RULES) {
    const row = rows.find(({ name }) => name === rule);
    const values = valuesOf(RULES[rule], (row?.settings ?? {}) as Record<string, unknown>);
    looked.clearMs.set(rule, values['clear']! * MINUTE_MS);
    const findings = row?.enabled === false ? [] : RULES[rule].find(figures, values);
    if (!findings) looked.unknown.push(rule);
    else looked.found.push(...findings.slice(0, MOST_FINDINGS).map((finding) => ({ rule, ...finding })));
  }
  return looked;
}

async function open(db: Database, { rule, subject, message }: Found, at: Date, told: Told): Promise<void> {
  const id = newId();
  const { severity } = RULES[rule];
  await db.$transaction(async (tx) => {
    // Somebody else may have opened it since we looked: the partial index lets one of us.
    const { count } = await tx.alert.createMany({
      data: [{ id, rule, subject, severity, message, openedAt: at, seenAt: at }],
      skipDuplicates: true,
    });
    if (count > 0) await tell(tx, id, 'opened', told);
  });
}

async function resolve(db: Database, id: string, clearAt: Date, at: Date, told: Told): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.alert.updateMany({
      where: { id, state: { not: 'resolved' } },
      data: { state: 'resolved', clearAt, resolvedAt: at },
    });
    if (count > 0) await tell(tx, id, 'resolved', told);
  });
}

async function tell(tx: Connection, id: string, moment: Moment, { mailTo, webhook, publicUrl }: Told): Promise<void> {
  const alert = await tx.alert.findUniqueOrThrow({ where: { id } });
  if (webhook) await tx.alertCall.create({ data: { id: newId(), alertId: id, moment } });
  const letter = letterOf(alert, moment, publicUrl);
  await tx.outgoingMail.createMany({ data: mailTo.map((recipient) => ({ id: newId(), recipient, ...letter })) });
}
