import { usePreferredDark } from '@vueuse/core';
import { computed, ref, watchEffect } from 'vue';

export type Theme = 'light' | 'dark';
const STORE = 'colorbook.theme';
const preferredDark = usePreferredDark();
const chosen = ref(localStorage.getItem(STORE));

/**
 * The system's colors count until a person chooses here; what was chosen stays in this browser. Not VueUse's `useColorMode`,
 * which with its stores adds 2 kB to what every page loads first.
 */
export const theme = computed<Theme>(() => {
  if (chosen.value === 'light' || chosen.value === 'dark') return chosen.value;
  return preferredDark.value ? 'dark' : 'light';
});
watchEffect(() => (document.documentElement.dataset['theme'] = theme.value));

export function switchTheme(): void {
  chosen.value = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(STORE, chosen.value);
}
