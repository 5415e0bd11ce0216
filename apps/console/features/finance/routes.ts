import type { RouteRecordRaw } from 'vue-router';
import { FINANCE } from '../../api/session/roles.js';

const meta = { roles: FINANCE, wide: true };

const children: RouteRecordRaw[] = [
  { path: '', name: 'finance', component: () => import('./overview/FinancePage.vue'), meta },
  {
    path: 'exceptions',
    name: 'exceptions',
    component: () => import('./exceptions/ExceptionsPage.vue'),
    meta,
  },
  {
    path: 'exceptions/:id',
    name: 'exception',
    component: () => import('./exceptions/ExceptionPage.vue'),
    props: true,
    meta,
  },
  {
    path: 'payments',
    name: 'payments',
    component: () => import('./payments/PaymentsPage.vue'),
    meta,
  },
  {
    path: 'payments/:id',
    name: 'payment',
    component: () => import('./payments/PaymentPage.vue'),
    props: true,
    meta,
  },
  {
    path: 'runs',
    name: 'runs',
    component: () => import('./runs/RunsPage.vue'),
    meta,
  },
  {
    path: 'runs/:id',
    name: 'run',
    component: () => import('./runs/RunPage.vue'),
    props: true,
    meta,
  },
  {
    path: 'margins',
    name: 'margins',
    component: () => import('./periods/MarginsPage.vue'),
    meta,
  },
  { path: 'months', name: 'months', component: () => import('./periods/PeriodsPage.vue'), meta },
  {
    path: 'months/:month',
    name: 'month',
    component: () => import('./periods/PeriodPage.vue'),
    props: true,
    meta,
  },
];

export const financeRoutes: RouteRecordRaw[] = [
  { path: '/finance', component: () => import('./FinanceFrame.vue'), children },
];
