/** Made by `messages-plugin.ts` from `libs/i18n/locales`. */
declare module 'virtual:languages' {
  type Catalog = Record<string, string | import('#i18n/pseudo-locale.js').MessageElements>;
  export const languages: string[];
  export const parts: Record<string, () => Promise<{ default: Catalog }>>;
}
