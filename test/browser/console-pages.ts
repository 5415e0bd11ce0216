import type { Page } from 'playwright-core';
import type { Role } from '#contracts/auth.js';

/** What a page needs: who sees it, where it is, what shows that it has loaded, and what to open first. */
export interface ConsolePage {
  route: string;
  name: string;
  as: Role | null;
  path(made: Made): string;
  ready: string;
  prepare?(page: Page): Promise<void>;
}
/** Ids of what `makeEverything` made. */
export interface Made {
  job: string;
  book: string;
  fingerprint: string;
  bulk: string;
  payment: string;
  run: string;
  item: string;
  batch: string;
}

const click = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
const inDialog = (name: string | RegExp, ready: string) => async (page: Page) => {
  await click(name)(page);
  await page.locator(ready).first().waitFor();
};
const openAction = (name: string, ready: string) => async (page: Page) => {
  await click('Actions')(page);
  await page.getByRole('menuitem', { name }).click();
  await page.locator(ready).first().waitFor();
};
const connectDrive = async (page: Page) => {
  await click('Connect Google Drive')(page);
  await click('Allow')(page);
  await page.getByRole('checkbox').first().check();
  await click(/^Show files/)(page);
  await page.locator('[data-drive-file]').first().waitFor();
};
const SEARCH = '[role=combobox]';
const EFFECTS = '[aria-label="What it does"]';

/** Every page of the console, and what opens on it. */
export const CONSOLE_PAGES: ConsolePage[] = [
  { route: 'sign-in', name: 'sign-in', as: null, path: () => '/sign-in', ready: 'form' },
  {
    route: 'sign-in',
    name: 'sign-in with errors',
    as: null,
    path: () => '/sign-in',
    ready: 'form',
    prepare: click('Sign in'),
  },
  { route: 'register', name: 'register', as: null, path: () => '/register', ready: 'form' },
  { route: 'account', name: 'your data', as: 'author', path: () => '/account', ready: '#erasure' },
  {
    route: 'account',
    name: 'erasing an account',
    as: 'author',
    path: () => '/account',
    ready: '#erasure',
    prepare: click('Erase my account…'),
  },
  { route: 'keep-account', name: 'keep the account', as: null, path: () => '/keep-account?token=x', ready: 'form' },
  { route: 'forgot-password', name: 'forgot password', as: null, path: () => '/forgot-password', ready: 'form' },
  { route: 'reset-password', name: 'reset password', as: null, path: () => '/reset-password?token=x', ready: 'form' },
  {
    route: 'verify-email',
    name: 'verify email with a wrong link',
    as: null,
    path: () => '/verify-email?token=x',
    ready: '#main .button',
  },
  { route: 'check-mail', name: 'check mail', as: 'author', path: () => '/check-mail', ready: '#main .button' },
  { route: 'mail', name: 'mail', as: 'admin', path: () => '/mail', ready: 'h1' },
  { route: 'trash', name: 'trash', as: 'author', path: () => '/trash', ready: '#main h2' },
  {
    route: 'preview',
    name: 'preview',
    as: 'author',
    path: ({ book }) => `/books/${book}/preview`,
    ready: '[data-no-files]',
  },
  { route: 'not-found', name: 'not found', as: null, path: () => '/nowhere', ready: '.empty' },
  { route: 'library', name: 'library', as: 'author', path: () => '/', ready: '.book' },
  {
    route: 'library',
    name: 'books selected',
    as: 'author',
    path: () => '/?select',
    ready: '.book',
    prepare: (page) => page.getByRole('checkbox').first().check(),
  },
  {
    route: 'errors',
    name: 'errors',
    as: 'support',
    path: () => '/support/errors',
    ready: '[data-error]',
    prepare: (page) => page.getByText('Where in the code').first().click(),
  },
  { route: 'analytics', name: 'analytics', as: 'finance', path: () => '/monitoring', ready: '[data-figure]' },
  {
    route: 'analytics',
    name: 'days of analytics as a table',
    as: 'support',
    path: () => '/monitoring',
    ready: '[data-figure]',
    prepare: inDialog('Table', 'tbody th'),
  },
  {
    route: 'performance',
    name: 'performance',
    as: 'support',
    path: () => '/monitoring/performance',
    ready: '[data-wait]',
  },
  { route: 'alerts', name: 'alerts', as: 'admin', path: () => '/monitoring/alerts', ready: '[data-rule]' },
  {
    route: 'alerts',
    name: 'set a rule',
    as: 'admin',
    path: () => '/monitoring/alerts',
    ready: '[data-rule]',
    prepare: inDialog(/^Set “Mails/, '[role=dialog] form'),
  },
  { route: 'health', name: 'health', as: 'support', path: () => '/monitoring/health', ready: '[data-part]' },
  {
    route: 'runbook',
    name: 'runbook',
    as: 'finance',
    path: () => '/monitoring/runbook#disk-full',
    ready: 'section.meant',
  },
  { route: 'batches', name: 'batches', as: 'author', path: () => '/batches', ready: '[data-batch]' },
  {
    route: 'batch',
    name: 'a batch with books that failed',
    as: 'author',
    path: ({ batch }) => `/batches/${batch}`,
    ready: '[data-item]',
  },
  {
    route: 'batch',
    name: 'an author’s batch',
    as: 'support',
    path: ({ batch }) => `/batches/${batch}`,
    ready: '[data-item]',
  },
  { route: 'new-book', name: 'new book', as: 'author', path: () => '/books/new', ready: 'form' },
  {
    route: 'new-book',
    name: 'new book with errors',
    as: 'author',
    path: () => '/books/new',
    ready: 'form',
    prepare: click('Make this book'),
  },
  {
    route: 'book',
    name: 'book with a refused page',
    as: 'author',
    path: ({ book }) => `/books/${book}`,
    ready: '[data-refused]',
  },
  {
    route: 'book',
    name: 'page of a book',
    as: 'author',
    path: ({ book }) => `/books/${book}/1`,
    ready: '[role=dialog] img',
  },
  {
    route: 'book',
    name: 'palette',
    as: 'author',
    path: ({ book }) => `/books/${book}`,
    ready: '[data-refused]',
    prepare: inDialog(/^Find anything/, SEARCH),
  },
  { route: 'jobs', name: 'jobs', as: 'author', path: () => '/jobs', ready: 'h1' },
  { route: 'job', name: 'job', as: 'author', path: ({ job }) => `/jobs/${job}`, ready: 'h1' },
  { route: 'billing', name: 'plan and billing', as: 'author', path: () => '/billing', ready: '[data-order]' },
  {
    route: 'billing',
    name: 'cancel a plan',
    as: 'author',
    path: () => '/billing',
    ready: '[data-order]',
    prepare: inDialog(/^Cancel subscription/, '[role=alertdialog]'),
  },
  {
    route: 'drive',
    name: 'google drive',
    as: 'author',
    path: () => '/drive',
    ready: '.empty .button, [data-drive-state]',
  },
  {
    route: 'drive',
    name: 'google drive with a book',
    as: 'author',
    path: () => '/drive',
    ready: '.empty .button',
    prepare: connectDrive,
  },
  {
    route: 'drive',
    name: 'disconnect google drive',
    as: 'author',
    path: () => '/drive',
    ready: '[data-drive-state]',
    prepare: inDialog(/^Disconnect/, '[role=alertdialog]'),
  },
  { route: 'finance', name: 'money', as: 'finance', path: () => '/finance', ready: '[data-figure] .money' },
  {
    route: 'finance',
    name: 'days as a table',
    as: 'finance',
    path: () => '/finance',
    ready: '[data-figure] .money',
    prepare: inDialog('Table', 'tbody th'),
  },
  {
    route: 'exceptions',
    name: 'exceptions',
    as: 'finance',
    path: () => '/finance/exceptions',
    ready: '[data-item]',
    prepare: (page) => page.locator('[data-item] input').first().check(),
  },
  {
    route: 'exceptions',
    name: 'no exceptions',
    as: 'finance',
    path: () => '/finance/exceptions?text=nothing-is-called-so',
    ready: '.empty',
  },
  {
    route: 'exception',
    name: 'an exception',
    as: 'finance',
    path: ({ item }) => `/finance/exceptions/${item}`,
    ready: '#main textarea',
  },
  {
    route: 'exception',
    name: 'repair',
    as: 'finance',
    path: ({ item }) => `/finance/exceptions/${item}`,
    ready: '#main textarea',
    prepare: inDialog(/^Repair it/, '[role=dialog] form'),
  },
  {
    route: 'exception',
    name: 'resolve',
    as: 'finance',
    path: ({ item }) => `/finance/exceptions/${item}`,
    ready: '#main textarea',
    prepare: inDialog(/^Resolve/, '[role=dialog] form'),
  },
  { route: 'payments', name: 'payments', as: 'finance', path: () => '/finance/payments', ready: '[data-payment]' },
  {
    route: 'payment',
    name: 'a payment',
    as: 'finance',
    path: ({ payment }) => `/finance/payments/${payment}`,
    ready: 'ol .line',
  },
  {
    route: 'payment',
    name: 'refund',
    as: 'finance',
    path: ({ payment }) => `/finance/payments/${payment}`,
    ready: 'ol .line',
    prepare: inDialog(/^Refund/, '[role=dialog] form'),
  },
  { route: 'runs', name: 'reconciliations', as: 'finance', path: () => '/finance/runs', ready: '[data-run]' },
  {
    route: 'runs',
    name: 'start a reconciliation',
    as: 'finance',
    path: () => '/finance/runs',
    ready: '[data-run]',
    prepare: inDialog(/^Start one/, '[role=dialog] form'),
  },
  {
    route: 'run',
    name: 'a reconciliation',
    as: 'finance',
    path: ({ run }) => `/finance/runs/${run}`,
    ready: '[data-run-state]',
  },
  { route: 'margins', name: 'margins', as: 'finance', path: () => '/finance/margins', ready: '[data-book]' },
  { route: 'months', name: 'months', as: 'finance', path: () => '/finance/months', ready: '[data-period]' },
  {
    route: 'month',
    name: 'a month',
    as: 'finance',
    path: () => `/finance/months/${new Date().toISOString().slice(0, 7)}`,
    ready: '[data-period-state]',
  },
  {
    route: 'support-job',
    name: 'plan and payments of an author',
    as: 'support',
    path: ({ job }) => `/support/jobs/${job}?tab=billing`,
    ready: '[data-payment]',
  },
  {
    route: 'support-job',
    name: 'give a plan',
    as: 'support',
    path: ({ job }) => `/support/jobs/${job}?tab=billing`,
    ready: '[data-payment]',
    prepare: inDialog(/^Grant plan/, '[role=dialog] form'),
  },
  { route: 'support-jobs', name: 'support jobs', as: 'support', path: () => '/support', ready: '[data-job]' },
  {
    route: 'support-jobs',
    name: 'support jobs with a selected row',
    as: 'support',
    path: () => '/support',
    ready: '[data-job]',
    prepare: (page) => page.locator('[data-job] input').first().check(),
  },
  {
    route: 'support-jobs',
    name: 'support jobs with nothing found',
    as: 'support',
    path: () => '/support?text=nothing-is-called-so',
    ready: '.empty',
  },
  {
    route: 'support-jobs',
    name: 'keys',
    as: 'support',
    path: () => '/support',
    ready: '[data-job]',
    prepare: inDialog('Keys', '[role=dialog] kbd'),
  },
  {
    route: 'support-jobs',
    name: 'save view',
    as: 'support',
    path: () => '/support?state=needs-attention',
    ready: '[data-job]',
    prepare: inDialog('Save view…', '[role=dialog] form'),
  },
  {
    route: 'support-jobs',
    name: 'bulk action',
    as: 'support',
    path: () => '/support?state=needs-attention',
    ready: '[data-job]',
    prepare: inDialog('Bulk action…', EFFECTS),
  },
  { route: 'support-job', name: 'a job', as: 'support', path: ({ job }) => `/support/jobs/${job}`, ready: '.bar.done' },
  {
    route: 'support-job',
    name: 'a job, timeline as a table',
    as: 'support',
    path: ({ job }) => `/support/jobs/${job}`,
    ready: '.bar.done',
    prepare: inDialog('Table', 'td'),
  },
  {
    route: 'support-job',
    name: 'actions',
    as: 'support',
    path: ({ job }) => `/support/jobs/${job}`,
    ready: '.bar.done',
    prepare: inDialog('Actions', '[role=menuitem]'),
  },
  {
    route: 'support-job',
    name: 'retry',
    as: 'support',
    path: ({ job }) => `/support/jobs/${job}`,
    ready: '.bar.done',
    prepare: openAction('Retry…', EFFECTS),
  },
  {
    route: 'support-job',
    name: 'skip pages',
    as: 'support',
    path: ({ job }) => `/support/jobs/${job}`,
    ready: '.bar.done',
    prepare: openAction('Skip pages', EFFECTS),
  },
  {
    route: 'support-job',
    name: 'edit prompts',
    as: 'support',
    path: ({ job }) => `/support/jobs/${job}`,
    ready: '.bar.done',
    prepare: inDialog(/^Edit prompts and rerun:/, EFFECTS),
  },
  {
    route: 'support-job',
    name: 'customer’s view',
    as: 'support',
    path: ({ job }) => `/support/jobs/${job}?tab=customer`,
    ready: '[data-page] img',
  },
  {
    route: 'support-job',
    name: 'audit of a job',
    as: 'support',
    path: ({ job }) => `/support/jobs/${job}?tab=audit`,
    ready: '[data-act]',
  },
  { route: 'failures', name: 'failures', as: 'support', path: () => '/support/failures', ready: '[data-failure]' },
  {
    route: 'failure',
    name: 'a failure',
    as: 'support',
    path: ({ fingerprint }) => `/support/failures/${fingerprint}`,
    ready: '[data-job]',
  },
  { route: 'bulk-actions', name: 'bulk actions', as: 'support', path: () => '/support/bulk', ready: 'tbody tr' },
  {
    route: 'bulk-action',
    name: 'a bulk action',
    as: 'support',
    path: ({ bulk }) => `/support/bulk/${bulk}`,
    ready: '[data-item]',
  },
  {
    route: 'bulk-action',
    name: 'cancel a bulk action',
    as: 'support',
    path: ({ bulk }) => `/support/bulk/${bulk}`,
    ready: '[data-item]',
    prepare: inDialog(/^Cancel the rest/, '[role=alertdialog]'),
  },
  {
    route: 'audit',
    name: 'audit',
    as: 'support',
    path: () => '/support/audit',
    ready: '[data-act]',
    prepare: inDialog('Check the chain', '[data-chain]'),
  },
];
