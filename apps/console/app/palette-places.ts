import type { Router } from 'vue-router';
import type { Role } from '#contracts/auth.js';
import { signOut } from '../api/session/session.js';
import { linksOf } from './main-links.js';
import { canSeeSupport, canSeeFinance } from '../api/session/roles.js';
import { monitoringLinks } from '../features/monitoring/monitoring-links.js';
import { MONEY_LINKS } from '../features/finance/finance-links.js';
import { openBoard } from './open-board.js';
import type { Command } from '../ui/navigation/palette.js';
import { switchTheme, theme } from '../ui/composables/theme.js';

/** What can be done from anywhere: pages by role, colors, leaving. */
export function places(role: Role, router: Router): Command[] {
  const go = (to: string, name: string, icon: Command['icon']): Command => ({
    id: `go-${to}`,
    name,
    icon,
    group: 'Go to',
    run: () => router.push(to),
  });
  const links = linksOf(role).map(({ to, name, icon }) => go(to, name, icon));
  const writes = role === 'author' || role === 'admin';
  return [
    ...links,
    ...(canSeeFinance(role)
      ? MONEY_LINKS.map(({ to, name, icon }) => ({ ...go(to, name, icon), group: 'Finance' }))
      : []),
    ...(role !== 'author'
      ? monitoringLinks(role).map(({ to, name, icon }) => ({ ...go(to, name, icon), group: 'Monitoring' }))
      : []),
    ...(writes
      ? [
          go('/books/new', 'New book', 'plus'),
          go('/trash', 'Trash', 'trash'),
          go('/billing', 'Plan and billing', 'card'),
        ]
      : []),
    go('/account', 'Your data', 'shield'),
    ...(canSeeSupport(role)
      ? [{ id: 'queues', name: 'Queues', hint: 'new tab', icon: 'queue', group: 'Go to', run: openBoard } as const]
      : []),
    {
      id: 'theme',
      name: theme.value === 'dark' ? 'Light colors' : 'Dark colors',
      icon: theme.value === 'dark' ? 'sun' : 'moon',
      group: 'Do',
      run: switchTheme,
    },
    {
      id: 'out',
      name: 'Sign out',
      icon: 'out',
      group: 'Do',
      run: async () => {
        await signOut();
        await router.push({ name: 'sign-in' });
      },
    },
  ];
}
