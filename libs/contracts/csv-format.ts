/**
 * Format of all CSV files (RFC 4180), as options of `csv-stringify`. The byte order mark tells spreadsheets that
 * the file is UTF-8; without it they show `’` as `â€™`. A cell with any line break or tab in it stands in quotes: some readers
 * end a row at a lone CR.
 */
export const CSV_FORMAT = { header: true, bom: true, record_delimiter: '\r\n', quoted_match: /[\r\n\t]/ } as const;
