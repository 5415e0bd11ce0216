/**
 * What searches do not compare: accents, and apostrophes and quotation marks of every kind, since a keyboard writes others
 * than a book prints. The inside of a bracket expression, as JavaScript and PostgreSQL both read it.
 */
export const NOT_COMPARED =
  '\\u0300-\\u036f\\u0022\\u0027\\u0060\\u00ab\\u00b4\\u00bb\\u02b9-\\u02bf\\u05f3\\u05f4\\u2018-\\u201f\\u2032-\\u2037\\u2039\\u203a\\uff02\\uff07';
const dropped = new RegExp(`[${NOT_COMPARED}]`, 'g');

/** As all searches compare text: `Éléphant` and `elephant` are one word, and so are `Otto’s`, `otto's` and `ottos`. */
export const folded = (text: string): string => text.normalize('NFD').replace(dropped, '').toLowerCase();
