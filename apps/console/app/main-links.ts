import type { Role } from '#contracts/auth.js';
import type { MainLink } from '../ui/navigation/links.js';
import { t } from '../ui/navigation/messages.js';

/** The main navigation of a role. */
export function linksOf(role: Role): MainLink[] {
  const books: MainLink[] = [{ to: '/', name: t('link.books'), icon: 'book' }];
  const support: MainLink[] = [
    { to: '/support', name: t('link.support'), icon: 'list' },
    { to: '/support/failures', name: t('link.support-failures'), icon: 'flag' },
    { to: '/support/bulk', name: t('link.support-bulk'), icon: 'layers' },
    { to: '/support/audit', name: t('link.support-audit'), icon: 'shield' },
  ];
  const finance: MainLink[] = [{ to: '/finance', name: t('link.finance'), icon: 'coins' }];
  const monitoring: MainLink[] = [{ to: '/monitoring', name: t('link.monitoring'), icon: 'chart' }];
  const byRole: Record<Role, MainLink[]> = {
    author: [
      ...books,
      { to: '/batches', name: t('link.batches'), icon: 'layers' },
      { to: '/drive', name: t('link.drive'), icon: 'cloud' },
    ],
    support: [...support, ...monitoring],
    finance: [...finance, ...monitoring],
    admin: [...support, ...finance, ...monitoring, ...books],
  };
  return byRole[role];
}
