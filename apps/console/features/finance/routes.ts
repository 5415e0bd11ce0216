import type { RouteRecordRaw } from 'vue-router';
import { FINANCE } from '../../api/session/roles.js';

const financePage = (title: string) => ({ title, roles: FINANCE, wide: true });

const children: RouteRecordRaw[] = [
  { path: '', name: 'finance', component: () => import('./overview/FinancePage.vue'), meta: financePage('Finance') },
  {
    path: 'exceptions',
    name: 'exceptions',
    component: () => import('./exceptions/ExceptionsPage.vue'),
    meta: financePage('Exceptions'),
  },
  {
    path: 'exceptions/:id',
    name: 'exception',
    component: () => import('./exceptions/ExceptionPage.vue'),
    props: true,
    meta: financePage('Exception'),
  },
  {
    path: 'payments',
    name: 'payments',
    component: () => import('./payments/PaymentsPage.vue'),
    meta: financePage('Payments'),
  },
  {
    path: 'payments/:id',
    name: 'payment',
    component: () => import('./payments/PaymentPage.vue'),
    props: true,
    meta: financePage('Payment'),
  },
  {
    path: 'runs',
    name: 'runs',
    component: () => import('./runs/RunsPage.vue'),
    meta: financePage('Reconciliation runs'),
  },
  {
    path: 'runs/:id',
    name: 'run',
    component: () => import('./runs/RunPage.vue'),
    props: true,
    meta: financePage('Reconciliation run'),
  },
  {
    path: 'margins',
    name: 'margins',
    component: () => import('./periods/MarginsPage.vue'),
    meta: financePage('Margins'),
  },
  { path: 'months', name: 'months', component: () => import('./periods/PeriodsPage.vue'), meta: financePage('Months') },
  {
    path: 'months/:month',
    name: 'month',
    component: () => import('./periods/PeriodPage.vue'),
    props: true,
    meta: financePage('Month'),
  },
];

export const financeRoutes: RouteRecordRaw[] = [
  { path: '/finance', component: () => import('./FinanceFrame.vue'), children },
];
