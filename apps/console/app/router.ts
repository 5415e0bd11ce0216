import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import type { Role } from '#contracts/auth.js';
import { user } from '../api/session/session.js';

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
  { path: '', name: 'desk', component: () => import('../features/support/jobs/SupportJobsPage.vue'), meta: onDesk('Desk') },
  { path: 'jobs/:id', name: 'desk-job', component: () => import('../features/support/job/SupportJobPage.vue'), props: true, meta: onDesk('A job') },
  { path: 'failures', name: 'failures', component: () => import('../features/support/failures/FailuresPage.vue'), meta: onDesk('Failures') },
  { path: 'failures/:fingerprint', name: 'failure', component: () => import('../features/support/failures/FailurePage.vue'), props: true, meta: onDesk('A failure') },
  { path: 'bulk', name: 'bulk', component: () => import('../features/support/bulk-actions/BulkActionsPage.vue'), meta: onDesk('Bulk acts') },
  { path: 'bulk/:id', name: 'bulk-act', component: () => import('../features/support/bulk-actions/BulkActionPage.vue'), props: true, meta: onDesk('A bulk act') },
  { path: 'errors', name: 'errors', component: () => import('../features/monitoring/ErrorsPage.vue'), meta: onDesk('Errors') },
  { path: 'audit', name: 'audit', component: () => import('../features/admin/AuditPage.vue'), meta: onDesk('Audit') },
]; // prettier-ignore

const ofMoney = (title: string) => ({ title, roles: MONEY, wide: true });
const finance: RouteRecordRaw[] = [
  { path: '', name: 'finance', component: () => import('../features/finance/overview/FinancePage.vue'), meta: ofMoney('Money') },
  { path: 'exceptions', name: 'exceptions', component: () => import('../features/finance/exceptions/ExceptionsPage.vue'), meta: ofMoney('Exceptions') },
  { path: 'exceptions/:id', name: 'exception', component: () => import('../features/finance/exceptions/ExceptionPage.vue'), props: true, meta: ofMoney('An exception') },
  { path: 'payments', name: 'payments', component: () => import('../features/finance/payments/PaymentsPage.vue'), meta: ofMoney('Payments') },
  { path: 'payments/:id', name: 'payment', component: () => import('../features/finance/payments/PaymentPage.vue'), props: true, meta: ofMoney('A payment') },
  { path: 'runs', name: 'runs', component: () => import('../features/finance/runs/RunsPage.vue'), meta: ofMoney('Reconciliation') },
  { path: 'runs/:id', name: 'run', component: () => import('../features/finance/runs/RunPage.vue'), props: true, meta: ofMoney('A reconciliation') },
  { path: 'margins', name: 'margins', component: () => import('../features/finance/periods/MarginsPage.vue'), meta: ofMoney('Margins') },
  { path: 'months', name: 'months', component: () => import('../features/finance/periods/PeriodsPage.vue'), meta: ofMoney('Months') },
  { path: 'months/:month', name: 'month', component: () => import('../features/finance/periods/PeriodPage.vue'), props: true, meta: ofMoney('A month') },
]; // prettier-ignore

const STAFF: Role[] = ['support', 'finance', 'admin'];
const watched = (title: string, roles = STAFF) => ({ title, roles, wide: true });
const monitoring: RouteRecordRaw[] = [
  { path: '', name: 'analytics', component: () => import('../features/monitoring/AnalyticsPage.vue'), meta: watched('Analytics') },
  { path: 'performance', name: 'performance', component: () => import('../features/monitoring/PerformancePage.vue'), meta: watched('Performance', DESK) },
  { path: 'alerts', name: 'alerts', component: () => import('../features/monitoring/AlertsPage.vue'), meta: watched('Alerts') },
  { path: 'health', name: 'health', component: () => import('../features/monitoring/HealthPage.vue'), meta: watched('Health', DESK) },
  { path: 'runbook', name: 'runbook', component: () => import('../features/monitoring/RunbookPage.vue'), meta: watched('Runbook') },
]; // prettier-ignore

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'library', component: () => import('../features/books/LibraryPage.vue'), meta: { title: 'Your books', roles: AUTHORS } },
  { path: '/books/new', name: 'new-book', component: () => import('../features/new-book/NewBookPage.vue'), meta: { title: 'New book', roles: AUTHORS } },
  { path: '/trash', name: 'trash', component: () => import('../features/books/TrashPage.vue'), meta: { title: 'Trash', roles: AUTHORS } },
  { path: '/books/:id/preview', name: 'preview', component: () => import('../features/preview/PreviewPage.vue'), props: true, meta: { title: 'Preview', roles: AUTHORS } },
  { path: '/books/:id/:page(\\d+)?', name: 'book', component: () => import('../features/books/BookPage.vue'), props: true, meta: { title: 'Book', roles: AUTHORS } },
  { path: '/desk', component: () => import('../features/support/jobs/SupportFrame.vue'), children: desk },
  { path: '/finance', component: () => import('../features/finance/FinanceFrame.vue'), children: finance },
  { path: '/monitoring', component: () => import('../features/monitoring/MonitoringFrame.vue'), children: monitoring },
  { path: '/billing', name: 'billing', component: () => import('../features/billing/BillingPage.vue'), meta: { title: 'Plan and billing', roles: AUTHORS } },
  { path: '/drive', name: 'drive', component: () => import('../features/drive/DrivePage.vue'), meta: { title: 'Google Drive', roles: ['author'] } },
  { path: '/batches', name: 'batches', component: () => import('../features/batches/BatchesPage.vue'), meta: { title: 'Batches', roles: ['author'] } },
  { path: '/batches/:id', name: 'batch', component: () => import('../features/batches/BatchPage.vue'), props: true, meta: { title: 'A batch', roles: ['author', ...DESK] } },
  { path: '/jobs', name: 'jobs', component: () => import('../features/jobs/JobsPage.vue'), meta: { title: 'Jobs' } },
  { path: '/jobs/:id', name: 'job', component: () => import('../features/jobs/JobPage.vue'), props: true, meta: { title: 'Job' } },
  { path: '/sign-in', name: 'sign-in', component: () => import('../features/account/SignInPage.vue'), meta: { title: 'Sign in', open: true } },
  { path: '/register', name: 'register', component: () => import('../features/account/RegisterPage.vue'), meta: { title: 'Create an account', open: true } },
  { path: '/check-mail', name: 'check-mail', component: () => import('../features/account/CheckEmailPage.vue'), meta: { title: 'Look into your mail' } },
  { path: '/verify-email', name: 'verify-email', component: () => import('../features/account/VerifyEmailPage.vue'), meta: { title: 'Confirm your address', open: true } },
  { path: '/forgot-password', name: 'forgot-password', component: () => import('../features/account/ForgotPasswordPage.vue'), meta: { title: 'A new password', open: true } },
  { path: '/reset-password', name: 'reset-password', component: () => import('../features/account/ResetPasswordPage.vue'), meta: { title: 'Choose a new password', open: true } },
  { path: '/account', name: 'account', component: () => import('../features/account/AccountPage.vue'), meta: { title: 'Your data' } },
  { path: '/keep-account', name: 'keep-account', component: () => import('../features/account/KeepAccountPage.vue'), meta: { title: 'Keep your account', open: true } },
  { path: '/mail', name: 'mail', component: () => import('../features/admin/MailPage.vue'), meta: { title: 'Mail', roles: ['admin'] } },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue'), meta: { title: 'Not found', open: true } },
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
