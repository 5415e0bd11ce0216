/** Reads numbers and commands off SVG path data without making strings of them: a page has tens of thousands. */
export class PathScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Code of the next command letter, or 0 when a number or the end comes next. */
  command(): number {
    const code = this.#skip();
    if ((code < 65 || code > 90) && (code < 97 || code > 122)) return 0;
    this.#at += 1;
    return code;
  }

  /** The next number; NaN when there is none. */
  number(): number {
    let code = this.#skip();
    const negative = code === 45;
    if (negative || code === 43) code = this.#text.charCodeAt(++this.#at);
    const start = this.#at;
    let value = 0;
    for (; code >= 48 && code <= 57; code = this.#text.charCodeAt(++this.#at)) value = value * 10 + code - 48;
    let digits = this.#at - start;
    if (code === 46) {
      let unit = 1;
      code = this.#text.charCodeAt(++this.#at);
      for (; code >= 48 && code <= 57; code = this.#text.charCodeAt(++this.#at), digits += 1) {
        value = value * 10 + code - 48;
        unit *= 10;
      }
      value /= unit;
    }
    if (digits === 0) return Number.NaN;
    if (code === 101 || code === 69) {
      this.#at += 1;
      value *= 10 ** this.number();
    }
    return negative ? -value : value;
  }

  /** An arc's flag: one digit that may stand without a space before the next; NaN for anything else. */
  flag(): number {
    const code = this.#skip();
    this.#at += 1;
    return code === 48 ? 0 : code === 49 ? 1 : Number.NaN;
  }

  get ended(): boolean {
    return Number.isNaN(this.#skip());
  }

  /** Passes over spaces and commas; the code of what comes then, NaN at the end. */
  #skip(): number {
    let code = this.#text.charCodeAt(this.#at);
    while (code === 32 || code === 44 || code === 10 || code === 13 || code === 9)
      code = this.#text.charCodeAt(++this.#at);
    return code;
  }
}
