/**
 * The cover's art is page 0 of the book: retried, skipped, edited and locked like any page. Apart from the schemas, so that the
 * console's shell can name pages without loading zod.
 */
export const COVER_PAGE = 0;
