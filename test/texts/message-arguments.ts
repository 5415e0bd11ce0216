import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageElements } from '../../libs/i18n/pseudo-locale.js';

const names = (elements: MessageElements): string[] =>
  elements.flatMap((element) => [
    // 0 is text, 7 the # of a plural
    ...(element.type === 0 || element.type === 7 ? [] : [element.value]),
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => names(value)) : []),
  ]);

/** Names of the arguments of an ICU message, those within plurals and choices too. */
export const messageArguments = (message: string): string[] =>
  [...new Set(names(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst()))].sort();
