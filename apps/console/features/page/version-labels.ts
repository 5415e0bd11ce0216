import type { PageView } from '#contracts/books.js';

const ORIGINS: Record<string, string> = { 'touch-up': ', touched up', drive: ', from Drive' };

/** "Drawing 3, touched up" */
export const versionName = ({ version, provider }: PageView['art'][number]): string =>
  `Drawing ${version}${ORIGINS[provider] ?? ''}`;
