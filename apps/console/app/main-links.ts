import type { Role } from '#contracts/auth.js';
import type { MainLink } from '../ui/navigation/links.js';

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
const MONITORING: MainLink[] = [{ to: '/monitoring', name: 'Monitoring', icon: 'chart' }];
const BY_ROLE: Record<Role, MainLink[]> = {
  author: [...BOOKS, ...BATCHES, ...DRIVE],
  support: [...DESK, ...MONITORING],
  finance: [...MONEY, ...MONITORING],
  admin: [...DESK, ...MONEY, ...MONITORING, ...BOOKS],
};

export const linksOf = (role: Role): MainLink[] => BY_ROLE[role];
