import type { Role } from '#contracts/auth.js';
import { canSeeSupport } from '../../api/session/roles.js';
import type { MainLink } from '../../ui/navigation/links.js';
import { t } from '../../ui/navigation/messages.js';

/** The navigation of monitoring; performance and health are for support only. */
export function monitoringLinks(role: Role): MainLink[] {
  const analytics: MainLink = { to: '/monitoring', name: t('link.monitoring-overview'), icon: 'chart' };
  const alerts: MainLink = { to: '/monitoring/alerts', name: t('link.monitoring-alerts'), icon: 'bell' };
  const runbook: MainLink = { to: '/monitoring/runbook', name: t('link.monitoring-runbook'), icon: 'book' };
  if (!canSeeSupport(role)) return [analytics, alerts, runbook];
  return [
    analytics,
    { to: '/monitoring/performance', name: t('link.monitoring-performance'), icon: 'bolt' },
    alerts,
    { to: '/monitoring/health', name: t('link.monitoring-health'), icon: 'check' },
    runbook,
    ...(role === 'admin' ? ([{ to: '/mail', name: t('link.mail'), icon: 'mail' }] satisfies MainLink[]) : []),
  ];
}
