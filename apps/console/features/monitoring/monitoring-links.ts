import type { Role } from '#contracts/auth.js';
import { canSeeSupport } from '../../api/session/roles.js';
import type { MainLink } from '../../ui/navigation/links.js';

const MAIL: MainLink = { to: '/mail', name: 'Mail', icon: 'mail' };
const ANALYTICS: MainLink = { to: '/monitoring', name: 'Analytics', icon: 'chart' };
const ALERTS: MainLink = { to: '/monitoring/alerts', name: 'Alerts', icon: 'bell' };
const RUNBOOK: MainLink = { to: '/monitoring/runbook', name: 'Runbook', icon: 'book' };

/** The navigation of monitoring; performance and health are for support only. */
export const monitoringLinks = (role: Role): MainLink[] =>
  canSeeSupport(role)
    ? [
        ANALYTICS,
        { to: '/monitoring/performance', name: 'Performance', icon: 'bolt' },
        ALERTS,
        { to: '/monitoring/health', name: 'Health', icon: 'check' },
        RUNBOOK,
        ...(role === 'admin' ? [MAIL] : []),
      ]
    : [ANALYTICS, ALERTS, RUNBOOK];
