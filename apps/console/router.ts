import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import type { Role } from '#contracts/auth.js';
import { user } from './api/session.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** Shown without being signed in. */
    open?: boolean;
    roles?: Role[];
    title: string;
    /** Uses the width of the window: tables and charts. */
    wide?: boolean;
  }
}

const AUTHORS: Role[] = ['author', 'admin'];
const DESK: Role[] = ['support', 'admin'];
const MONEY: Role[] = ['finance', 'admin'];

/** Where each role begins. */
export const homeOf = (role: Role): string =>
  ({ author: '/', support: '/desk', finance: '/finance', admin: '/desk' })[role];

const onDesk = (title: string) => ({ title, roles: DESK, wide: true });
const desk: RouteRecordRaw[] = [
  { path: '', name: 'desk', component: () => import('./pages/DeskPage.vue'), meta: onDesk('Desk') },
  { path: 'jobs/:id', name: 'desk-job', component: () => import('./pages/DeskJobPage.vue'), props: true, meta: onDesk('A job') },
  { path: 'failures', name: 'failures', component: () => import('./pages/FailuresPage.vue'), meta: onDesk('Failures') },
  { path: 'failures/:fingerprint', name: 'failure', component: () => import('./pages/FailurePage.vue'), props: true, meta: onDesk('A failure') },
  { path: 'bulk', name: 'bulk', component: () => import('./pages/BulkListPage.vue'), meta: onDesk('Bulk acts') },
  { path: 'bulk/:id', name: 'bulk-act', component: () => import('./pages/BulkPage.vue'), props: true, meta: onDesk('A bulk act') },
  { path: 'errors', name: 'errors', component: () => import('./pages/ErrorsPage.vue'), meta: onDesk('Errors') },
  { path: 'audit', name: 'audit', component: () => import('./pages/AuditPage.vue'), meta: onDesk('Audit') },
]; // prettier-ignore

const ofMoney = (title: string) => ({ title, roles: MONEY, wide: true });
const finance: RouteRecordRaw[] = [
  { path: '', name: 'finance', component: () => import('./pages/FinancePage.vue'), meta: ofMoney('Money') },
  { path: 'exceptions', name: 'exceptions', component: () => import('./pages/ExceptionsPage.vue'), meta: ofMoney('Exceptions') },
  { path: 'exceptions/:id', name: 'exception', component: () => import('./pages/ExceptionPage.vue'), props: true, meta: ofMoney('An exception') },
  { path: 'payments', name: 'payments', component: () => import('./pages/PaymentsPage.vue'), meta: ofMoney('Payments') },
  { path: 'payments/:id', name: 'payment', component: () => import('./pages/PaymentPage.vue'), props: true, meta: ofMoney('A payment') },
  { path: 'runs', name: 'runs', component: () => import('./pages/RunsPage.vue'), meta: ofMoney('Reconciliation') },
  { path: 'runs/:id', name: 'run', component: () => import('./pages/RunPage.vue'), props: true, meta: ofMoney('A reconciliation') },
  { path: 'margins', name: 'margins', component: () => import('./pages/MarginsPage.vue'), meta: ofMoney('Margins') },
  { path: 'months', name: 'months', component: () => import('./pages/MonthsPage.vue'), meta: ofMoney('Months') },
  { path: 'months/:month', name: 'month', component: () => import('./pages/MonthPage.vue'), props: true, meta: ofMoney('A month') },
]; // prettier-ignore

const STAFF: Role[] = ['support', 'finance', 'admin'];
const watched = (title: string, roles = STAFF) => ({ title, roles, wide: true });
const monitoring: RouteRecordRaw[] = [
  { path: '', name: 'analytics', component: () => import('./pages/AnalyticsPage.vue'), meta: watched('Analytics') },
  { path: 'performance', name: 'performance', component: () => import('./pages/PerformancePage.vue'), meta: watched('Performance', DESK) },
  { path: 'alerts', name: 'alerts', component: () => import('./pages/AlertsPage.vue'), meta: watched('Alerts') },
  { path: 'health', name: 'health', component: () => import('./pages/HealthPage.vue'), meta: watched('Health', DESK) },
  { path: 'runbook', name: 'runbook', component: () => import('./pages/RunbookPage.vue'), meta: watched('Runbook') },
]; // prettier-ignore

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'library', component: () => import('./pages/LibraryPage.vue'), meta: { title: 'Your books', roles: AUTHORS } },
  { path: '/books/new', name: 'new-book', component: () => import('./pages/NewBookPage.vue'), meta: { title: 'New book', roles: AUTHORS } },
  { path: '/trash', name: 'trash', component: () => import('./pages/TrashPage.vue'), meta: { title: 'Trash', roles: AUTHORS } },
  { path: '/books/:id/preview', name: 'preview', component: () => import('./pages/PreviewPage.vue'), props: true, meta: { title: 'Preview', roles: AUTHORS } },
  { path: '/books/:id/:page(\\d+)?', name: 'book', component: () => import('./pages/BookPage.vue'), props: true, meta: { title: 'Book', roles: AUTHORS } },
  { path: '/desk', component: () => import('./areas/desk/DeskFrame.vue'), children: desk },
  { path: '/finance', component: () => import('./areas/finance/FinanceFrame.vue'), children: finance },
  { path: '/monitoring', component: () => import('./areas/monitoring/MonitoringFrame.vue'), children: monitoring },
  { path: '/billing', name: 'billing', component: () => import('./pages/BillingPage.vue'), meta: { title: 'Plan and billing', roles: AUTHORS } },
  { path: '/drive', name: 'drive', component: () => import('./pages/DrivePage.vue'), meta: { title: 'Google Drive', roles: ['author'] } },
  { path: '/batches', name: 'batches', component: () => import('./pages/BatchesPage.vue'), meta: { title: 'Batches', roles: ['author'] } },
  { path: '/batches/:id', name: 'batch', component: () => import('./pages/BatchPage.vue'), props: true, meta: { title: 'A batch', roles: ['author', ...DESK] } },
  { path: '/jobs', name: 'jobs', component: () => import('./pages/JobsPage.vue'), meta: { title: 'Jobs' } },
  { path: '/jobs/:id', name: 'job', component: () => import('./pages/JobPage.vue'), props: true, meta: { title: 'Job' } },
  { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignInPage.vue'), meta: { title: 'Sign in', open: true } },
  { path: '/register', name: 'register', component: () => import('./pages/RegisterPage.vue'), meta: { title: 'Create an account', open: true } },
  { path: '/check-mail', name: 'check-mail', component: () => import('./pages/CheckMailPage.vue'), meta: { title: 'Look into your mail' } },
  { path: '/verify-email', name: 'verify-email', component: () => import('./pages/VerifyEmailPage.vue'), meta: { title: 'Confirm your address', open: true } },
  { path: '/forgot-password', name: 'forgot-password', component: () => import('./pages/ForgotPasswordPage.vue'), meta: { title: 'A new password', open: true } },
  { path: '/reset-password', name: 'reset-password', component: () => import('./pages/ResetPasswordPage.vue'), meta: { title: 'Choose a new password', open: true } },
  { path: '/account', name: 'account', component: () => import('./pages/AccountPage.vue'), meta: { title: 'Your data' } },
  { path: '/keep-account', name: 'keep-account', component: () => import('./pages/KeepAccountPage.vue'), meta: { title: 'Keep your account', open: true } },
  { path: '/mail', name: 'mail', component: () => import('./pages/MailPage.vue'), meta: { title: 'Mail', roles: ['admin'] } },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./pages/NotFoundPage.vue'), meta: { title: 'Not found', open: true } },
]; // prettier-ignore

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => {
    const samePlace = to.name === from.name && to.path.split('/')[2] === from.path.split('/')[2];
    return saved ?? (samePlace ? false : { top: 0 });
  },
  routes,
});

router.beforeEach((to) => {
  if (!user.value)
    return to.meta.open ? true : { name: 'sign-in', query: to.path === '/' ? {} : { next: to.fullPath } };
  if (to.name === 'sign-in' || to.name === 'register') return homeOf(user.value.role);
  return !to.meta.roles || to.meta.roles.includes(user.value.role) ? true : homeOf(user.value.role);
});
router.afterEach((to) => {
  document.title = `${to.meta.title} · ColorBook Engine`;
});
