import type { PageView } from '#contracts/projects.js';

/** "Drawing 3, touched up" */
export const versionName = ({ version, provider }: PageView['art'][number]): string =>
  `Drawing ${version}${provider === 'touch-up' ? ', touched up' : ''}`;
