import type { MainLink } from '../../ui/navigation/links.js';
import { t } from '../../ui/navigation/messages.js';

/** Finance has a navigation of its own, since an admin's main navigation is full. */
export const financeLinks = (): MainLink[] => [
  { to: '/finance', name: t('link.finance-overview'), icon: 'chart' },
  { to: '/finance/exceptions', name: t('link.finance-exceptions'), icon: 'alert' },
  { to: '/finance/payments', name: t('link.finance-payments'), icon: 'card' },
  { to: '/finance/runs', name: t('link.finance-runs'), icon: 'check' },
  { to: '/finance/margins', name: t('link.finance-margins'), icon: 'book' },
  { to: '/finance/months', name: t('link.finance-months'), icon: 'calendar' },
];
