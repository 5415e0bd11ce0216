/** The language of the sources: its catalogs stand beside the code. */
export const SOURCE_LOCALE = 'en';
/** Where the reader's own choice of a language is kept. */
const CHOICE = 'locale';

/** Null where the browser keeps nothing for this page. */
function storedChoice(): string | null {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null;
  }
}

/** The reader's choice, or the first of the browser's languages that there is; else English. */
export function chosenLocale(available: readonly string[]): string {
  const choice = storedChoice();
  if (choice && available.includes(choice)) return choice;
  const languageOf = (tag: string): string => new Intl.Locale(tag).language;
  const wanted = navigator.languages.map(languageOf);
  return wanted.find((language) => available.includes(language)) ?? SOURCE_LOCALE;
}

/**
 * A reader in Germany for whom the texts are English reads "3 Dec 2026" and hours up to 24: `en-DE`. Dates in German would
 * stand in English sentences, and American ones would mislead. Private tags, such as the pseudo-locale's, stay as they are.
 */
export function regionalLocale(locale: string): string {
  const { language, region } = new Intl.Locale(locale);
  const home = navigator.languages.map((tag) => new Intl.Locale(tag));
  const own = region ?? home.find((tag) => tag.language === language)?.region ?? home.find((tag) => tag.region)?.region;
  return own ? new Intl.Locale(language, { region: own }).toString() : language;
}
