import type { IconName } from '../components/Icon.vue';

export interface MainLink {
  to: string;
  name: string;
  icon: IconName;
}
