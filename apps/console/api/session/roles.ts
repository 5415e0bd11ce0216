import type { Role } from '#contracts/auth.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** Shown without being signed in. */
    open?: boolean;
    roles?: Role[];
    /** Uses the width of the window: tables and charts. */
    wide?: boolean;
  }
}

export const AUTHORS: Role[] = ['author', 'admin'];
export const SUPPORT: Role[] = ['support', 'admin'];
export const FINANCE: Role[] = ['finance', 'admin'];
export const STAFF: Role[] = ['support', 'finance', 'admin'];

export const canSeeSupport = (role: Role | undefined): boolean => role === 'support' || role === 'admin';
export const canSeeFinance = (role: Role | undefined): boolean => role === 'finance' || role === 'admin';
/** The first page of each role. */
export const homeOf = (role: Role): string =>
  ({ author: '/', support: '/support', finance: '/finance', admin: '/support' })[role];
