import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';

/** `messages.en.json`, beside the code of each feature. */
const CATALOG = /\/messages\.en\.json$/;
const LANGUAGES = 'virtual:languages';
/** `virtual:language/de/books`: what the German file has for the feature `books`. */
const LANGUAGE = /^virtual:language\/([\w-]+)\/([\w-]+)$/;
const locales = join(import.meta.dirname, '../../libs/i18n/locales');

type Catalog = Record<string, string>;
const catalogs = (locale: string): Record<string, Catalog> =>
  JSON.parse(readFileSync(join(locales, `${locale}.json`), 'utf8'));

/** ICU messages are parsed here, so that the browser needs no parser: a text without arguments stays a text. */
function compiled(catalog: Catalog): string {
  const entries = Object.entries(catalog).map(([key, message]) => {
    const elements = parse(message, { ignoreTag: true, shouldParseSkeletons: true });
    const [first] = elements;
    if (!first) return [key, ''];
    return [key, elements.length === 1 && first.type === 0 ? first.value : elements];
  });
  return `export default ${JSON.stringify(Object.fromEntries(entries))};`;
}

/** Catalogs as modules, and for each other language one module a feature, all from its one file. */
export function messages(): Plugin {
  return {
    name: 'messages',
    enforce: 'pre',
    resolveId: (id) => (id === LANGUAGES || LANGUAGE.test(id) ? `\0${id}` : null),
    load(id) {
      if (CATALOG.test(id)) return { code: compiled(JSON.parse(readFileSync(id, 'utf8'))), moduleType: 'js' };
      if (id === `\0${LANGUAGES}`) {
        const names = existsSync(locales) ? readdirSync(locales).map((file) => basename(file, '.json')) : [];
        const parts = names.flatMap((locale) =>
          Object.keys(catalogs(locale)).map(
            (feature) => `'${locale}/${feature}': () => import('virtual:language/${locale}/${feature}')`,
          ),
        );
        return `export const languages = ${JSON.stringify(names)};\nexport const parts = {${parts.join(',\n')}};`;
      }
      const [, locale, feature] = LANGUAGE.exec(id.slice(1)) ?? [];
      if (!locale || !feature) return null;
      this.addWatchFile(join(locales, `${locale}.json`));
      return compiled(catalogs(locale)[feature] ?? {});
    },
    // a changed text replaces its module as code would
    handleHotUpdate: ({ file, server }) => {
      if (dirname(file) === locales) server.ws.send({ type: 'full-reload' });
    },
  };
}
