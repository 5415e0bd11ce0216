import { ref, watchEffect } from 'vue';

export type Theme = 'light' | 'dark';
const STORE = 'colorbook.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const chosen = localStorage.getItem(STORE);
export const theme = ref<Theme>(chosen === 'light' || chosen === 'dark' ? chosen : dark.matches ? 'dark' : 'light');

/** The machine's own choice counts until a person makes one here. */
export function applyTheme(): void {
  watchEffect(() => (document.documentElement.dataset['theme'] = theme.value));
  dark.addEventListener('change', () => {
    if (!localStorage.getItem(STORE)) theme.value = dark.matches ? 'dark' : 'light';
  });
}

export function switchTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(STORE, theme.value);
}
