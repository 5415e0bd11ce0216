import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { homeOf } from '../api/session/roles.js';
import { user } from '../api/session/session.js';
import { accountRoutes } from '../features/account/routes.js';
import { adminRoutes } from '../features/admin/routes.js';
import { batchRoutes } from '../features/batches/routes.js';
import { billingRoutes } from '../features/billing/routes.js';
import { bookRoutes } from '../features/books/routes.js';
import { driveRoutes } from '../features/drive/routes.js';
import { financeRoutes } from '../features/finance/routes.js';
import { jobRoutes } from '../features/jobs/routes.js';
import { monitoringRoutes } from '../features/monitoring/routes.js';
import { newBookRoutes } from '../features/new-book/routes.js';
import { previewRoutes } from '../features/preview/routes.js';
import { supportRoutes } from '../features/support/routes.js';
import { messagesLoaded } from '../i18n/messages.js';
import { t } from '../ui/navigation/messages.js';

export const routes: RouteRecordRaw[] = [
  ...accountRoutes,
  ...adminRoutes,
  ...batchRoutes,
  ...billingRoutes,
  ...bookRoutes,
  ...driveRoutes,
  ...financeRoutes,
  ...jobRoutes,
  ...monitoringRoutes,
  ...newBookRoutes,
  ...previewRoutes,
  ...supportRoutes,
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('./NotFoundPage.vue'),
    meta: { open: true },
  },
];

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => {
    const samePlace = to.name === from.name && to.path.split('/')[2] === from.path.split('/')[2];
    return saved ?? (samePlace ? false : { top: 0 });
  },
  routes,
});

const pageTitle = (route: unknown): string => {
  const key = `title.${String(route)}`;
  return t.has(key) ? t(key) : '';
};

router.beforeEach((to) => {
  if (!user.value)
    return to.meta.open ? true : { name: 'sign-in', query: to.path === '/' ? {} : { next: to.fullPath } };
  if (to.name === 'sign-in' || to.name === 'register') return homeOf(user.value.role);
  return !to.meta.roles || to.meta.roles.includes(user.value.role) ? true : homeOf(user.value.role);
});
// The page's code is here by now; its texts in another language may still be on their way.
router.beforeResolve(() => messagesLoaded());
router.afterEach((to) => {
  document.title = t('window', { page: pageTitle(to.name) });
});
