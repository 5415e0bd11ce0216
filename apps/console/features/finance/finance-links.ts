import type { MainLink } from '../../ui/navigation/links.js';

/** Finance has a navigation of its own, since an admin's main navigation is full. */
export const MONEY_LINKS: MainLink[] = [
  { to: '/finance', name: 'Overview', icon: 'chart' },
  { to: '/finance/exceptions', name: 'Exceptions', icon: 'alert' },
  { to: '/finance/payments', name: 'Payments', icon: 'card' },
  { to: '/finance/runs', name: 'Reconciliation', icon: 'check' },
  { to: '/finance/margins', name: 'Margins', icon: 'book' },
  { to: '/finance/months', name: 'Months', icon: 'calendar' },
];
