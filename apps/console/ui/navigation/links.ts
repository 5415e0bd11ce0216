import type { IconName } from '../components/Icon.vue';

export interface MainLink {
  to: string;
  name: string;
  icon: IconName;
}

/** `/support/jobs/7` belongs to the desk, `/support/failures` does not: the longest link that begins the path. */
export const isHere = (link: MainLink, path: string, all: MainLink[]): boolean =>
  link ===
  all
    .filter(({ to }) => path === to || path.startsWith(to === '/' ? '/books' : `${to}/`))
    .sort((a, b) => b.to.length - a.to.length)[0];
