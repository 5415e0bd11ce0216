/**
 * Why a picture cannot become a page; the words are for the author and for support. `changes` says what another picture of
 * the same request would be: likely another one (`drawing`), of the same kind unless something was broken (`form`), or
 * refused for the same reason for sure (`never`).
 */
export class UnusableImage extends Error {
  override name = 'UnusableImage';
  readonly changes: 'drawing' | 'form' | 'never';

  constructor(message: string, options: ErrorOptions & { changes?: UnusableImage['changes'] } = {}) {
    super(message, options);
    this.changes = options.changes ?? 'form';
  }
}
