import { createHash } from 'node:crypto';

export interface PersonalData {
  id: string;
  email: string;
  name: string;
}

/** Identifies an erased account to a holder of its id, and to no one else. */
export const personHash = (userId: string): string => createHash('sha256').update(userId).digest('hex');

/** Shorter names occur too often as ordinary words. */
const SHORTEST_NAME = 4;

/** Finds a user's name and ids in texts of others and replaces them. */
export class PersonalDataScrubber {
  /** For SQL's ILIKE ANY. */
  readonly patterns: string[];
  readonly #marks: [RegExp, string][];

  constructor(
    { id, email, name }: PersonalData,
    readonly pseudonymId: string,
  ) {
    // distinct, since names of views are unique
    const nobody = `erased person ${pseudonymId.slice(-6)}`;
    const names = name.length >= SHORTEST_NAME ? [name] : [];
    const all = [id, email, ...names];
    // as a text, and as it stands in JSON
    this.patterns = [...new Set([...all, ...all.map(inJson)])].map((each) => `%${escapeLike(each)}%`);
    this.#marks = [
      [whole(id), pseudonymId],
      [whole(email), nobody],
      ...names.map((each): [RegExp, string] => [whole(each), nobody]),
    ];
  }

  /** The text without personal data. */
  without(text: string): string {
    return this.#marks.reduce((now, [mark, instead]) => now.replace(mark, instead), text);
  }

  /** The same for all texts in a value of JSON. */
  withoutIn<T>(value: T): T {
    // oxlint-disable-next-line typescript/consistent-type-assertions -- texts stay texts, lists lists and objects objects
    return this.#replacedIn(value) as T;
  }

  #replacedIn(value: unknown): unknown {
    if (typeof value === 'string') return this.without(value);
    if (Array.isArray(value)) return value.map((each: unknown) => this.#replacedIn(each));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]: [string, unknown]) => [this.without(key), this.#replacedIn(part)]),
    );
  }
}

const whole = (text: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu');
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
