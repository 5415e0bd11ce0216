import type { Role } from '#contracts/auth.js';
import type { IconName } from '../ui/components/Icon.vue';

export interface MainLink {
  to: string;
  name: string;
  icon: IconName;
}

const BOOKS: MainLink[] = [{ to: '/', name: 'Books', icon: 'book' }];
const BATCHES: MainLink[] = [{ to: '/batches', name: 'Batches', icon: 'layers' }];
const DRIVE: MainLink[] = [{ to: '/drive', name: 'Drive', icon: 'cloud' }];
const DESK: MainLink[] = [
  { to: '/support', name: 'Jobs', icon: 'list' },
  { to: '/support/failures', name: 'Failures', icon: 'flag' },
  { to: '/support/bulk', name: 'Bulk actions', icon: 'layers' },
  { to: '/support/audit', name: 'Audit', icon: 'shield' },
];
const MONEY: MainLink[] = [{ to: '/finance', name: 'Finance', icon: 'coins' }];
const MAIL: MainLink = { to: '/mail', name: 'Mail', icon: 'mail' };
const MONITORING: MainLink[] = [{ to: '/monitoring', name: 'Monitoring', icon: 'chart' }];
const BY_ROLE: Record<Role, MainLink[]> = {
  author: [...BOOKS, ...BATCHES, ...DRIVE],
  support: [...DESK, ...MONITORING],
  finance: [...MONEY, ...MONITORING],
  admin: [...DESK, ...MONEY, ...MONITORING, ...BOOKS],
};

/** The money room has a row of its own, since an admin's main row is full. */
export const MONEY_LINKS: MainLink[] = [
  { to: '/finance', name: 'Overview', icon: 'chart' },
  { to: '/finance/exceptions', name: 'Exceptions', icon: 'alert' },
  { to: '/finance/payments', name: 'Payments', icon: 'card' },
  { to: '/finance/runs', name: 'Reconciliation', icon: 'check' },
  { to: '/finance/margins', name: 'Margins', icon: 'book' },
  { to: '/finance/months', name: 'Months', icon: 'calendar' },
];

const ANALYTICS: MainLink = { to: '/monitoring', name: 'Analytics', icon: 'chart' };
const ALERTS: MainLink = { to: '/monitoring/alerts', name: 'Alerts', icon: 'bell' };
const RUNBOOK: MainLink = { to: '/monitoring/runbook', name: 'Runbook', icon: 'book' };

/** The monitoring room's own row; how fast and how well the machines are is the desk's business. */
export const monitoringLinks = (role: Role): MainLink[] =>
  seesDesk(role)
    ? [
        ANALYTICS,
        { to: '/monitoring/performance', name: 'Performance', icon: 'bolt' },
        ALERTS,
        { to: '/monitoring/health', name: 'Health', icon: 'check' },
        RUNBOOK,
        ...(role === 'admin' ? [MAIL] : []),
      ]
    : [ANALYTICS, ALERTS, RUNBOOK];

export const linksOf = (role: Role): MainLink[] => BY_ROLE[role];
export const seesDesk = (role: Role | undefined): boolean => role === 'support' || role === 'admin';
export const seesMoney = (role: Role | undefined): boolean => role === 'finance' || role === 'admin';
