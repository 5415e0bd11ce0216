import type { Router } from 'vue-router';
import type { Role } from '#contracts/auth.js';
import { signOut } from '../api/session/session.js';
import { linksOf } from './main-links.js';
import { canSeeSupport, canSeeFinance } from '../api/session/roles.js';
import { monitoringLinks } from '../features/monitoring/monitoring-links.js';
import { financeLinks } from '../features/finance/finance-links.js';
import { openBoard } from './open-board.js';
import type { Command } from '../ui/navigation/palette.js';
import { switchTheme, theme } from '../ui/composables/theme.js';
import { t as nav } from '../ui/navigation/messages.js';
import { t } from './messages.js';

/** What can be done from anywhere: pages by role, colors, leaving. */
export function places(role: Role, router: Router): Command[] {
  const go = (to: string, name: string, icon: Command['icon']): Command => ({
    id: `go-${to}`,
    name,
    icon,
    group: t('palette.group.places'),
    run: () => router.push(to),
  });
  const links = linksOf(role).map(({ to, name, icon }) => go(to, name, icon));
  const writes = role === 'author' || role === 'admin';
  return [
    ...links,
    ...(canSeeFinance(role)
      ? financeLinks().map(({ to, name, icon }) => ({ ...go(to, name, icon), group: nav('link.finance') }))
      : []),
    ...(role !== 'author'
      ? monitoringLinks(role).map(({ to, name, icon }) => ({ ...go(to, name, icon), group: nav('link.monitoring') }))
      : []),
    ...(writes
      ? [
          go('/books/new', nav('title.new-book'), 'plus'),
          go('/trash', nav('title.trash'), 'trash'),
          go('/billing', nav('title.billing'), 'card'),
        ]
      : []),
    go('/account', nav('title.account'), 'shield'),
    ...(canSeeSupport(role)
      ? [
          {
            id: 'queues',
            name: t('nav.queues'),
            hint: t('palette.newTab'),
            icon: 'queue',
            group: t('palette.group.places'),
            run: openBoard,
          } as const,
        ]
      : []),
    {
      id: 'theme',
      name: t(theme.value === 'dark' ? 'shell.light' : 'shell.dark'),
      icon: theme.value === 'dark' ? 'sun' : 'moon',
      group: t('palette.group.actions'),
      run: switchTheme,
    },
    {
      id: 'out',
      name: t('shell.signOut'),
      icon: 'out',
      group: t('palette.group.actions'),
      run: async () => {
        await signOut();
        await router.push({ name: 'sign-in' });
      },
    },
  ];
}
