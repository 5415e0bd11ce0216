import { Gauge } from 'prom-client';
import { DISCREPANCY_TYPES } from '#contracts/finance.js';
import { JOB_KINDS, JOB_STATES } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import { PlatformFigures, WAITING_ITEMS } from './platform-figures.js';
import type { Figures } from './platform-figures.js';
import { beforeScrape, registry } from './registry.js';

let figures: PlatformFigures | undefined;

/**
 * From now on, what the database says about the platform as a whole is told. Every api tells the same: take the maximum
 * over them, not the sum. While the database does not answer, the last figures stay, and their age is exported.
 */
export const watchPlatform = (db: Database): void => void (figures = new PlatformFigures(db));

const gauge = (name: string, help: string, labelNames: string[]): Gauge =>
  new Gauge({ name, help, labelNames, registers: [registry] });

const jobs = gauge(
  'colorbook_jobs',
  'Jobs by kind and state; those that are over only when they were asked for within the last day.',
  ['kind', 'state'],
);
const items = gauge('colorbook_reconciliation_items', 'Differences to Stripe that wait.', ['type', 'state']);
const RUN = 'colorbook_reconciliation_last_run';
const found = gauge(`${RUN}_discrepancies`, 'What the last complete run found.', ['type']);
const took = gauge(`${RUN}_duration_seconds`, 'How long the last complete run took.', ['trigger']);
const age = gauge(`${RUN}_age_seconds`, 'Since the last complete run ended.', ['trigger']);

const figuresAge = gauge(
  'colorbook_platform_figures_age_seconds',
  'How old the figures are that come from the database; they are kept for some seconds.',
  ['from'],
);

beforeScrape(async () => {
  const known = await figures?.now();
  if (!known) return;
  figuresAge.set({ from: 'database' }, (Date.now() - known.at) / 1000);
  setJobGauges(known);
  setRunGauges(known);
});

function setJobGauges(known: Figures): void {
  for (const kind of JOB_KINDS)
    for (const state of JOB_STATES) jobs.set({ kind, state }, known.jobs.get(`${kind} ${state}`) ?? 0);
}

function setRunGauges(known: Figures): void {
  for (const type of DISCREPANCY_TYPES)
    for (const state of WAITING_ITEMS) items.set({ type, state }, known.items.get(`${type} ${state}`) ?? 0);
  for (const each of [found, took, age]) each.reset();
  if (!known.lastRun) return;
  const { trigger, seconds, endedAt } = known.lastRun;
  took.set({ trigger }, seconds);
  age.set({ trigger }, (Date.now() - endedAt) / 1000);
  for (const type of DISCREPANCY_TYPES) found.set({ type }, known.lastRun.found[type] ?? 0);
}
