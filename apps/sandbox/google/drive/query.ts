import type { StoredFile } from '../core/kinds.js';
import type { World } from '../core/world.js';
import type { Actor } from '../oauth/grants.js';
import { invalid } from './errors.js';

type Test = (file: StoredFile) => boolean;

interface Token {
  kind: 'word' | 'text' | 'sign' | 'end';
  value: string;
}

/** Compares what a file has with what the query names. */
const COMPARE: Record<string, (a: string, b: string) => boolean> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/**
 * Reads a search: https://developers.google.com/workspace/drive/api/guides/ref-search-terms. Names are compared without
 * regard to case, as at Google; `contains` finds beginnings of words in names. Left out, and refused: fullText,
 * labels, shortcuts, visibility and sharing.
 * @throws GoogleError 400 for a query that Drive could not read, or the sandbox does not know
 */
export function readQuery(world: World, actor: Actor, q: string): Test {
  return new QueryReader(world, actor, tokensOf(q)).read();
}

function tokensOf(q: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:(?<text>'(?:[^'\\]|\\.)*')|(?<word>[A-Za-z]\w*)|(?<sign><=|>=|!=|[=<>(){}])|$)/gy;
  while (pattern.lastIndex < q.length) {
    const groups = pattern.exec(q)?.groups;
    if (!groups) throw invalid('Invalid Value', 'q');
    if (groups['text'] !== undefined)
      tokens.push({ kind: 'text', value: groups['text'].slice(1, -1).replace(/\\(.)/g, '$1') });
    else if (groups['word'] !== undefined) tokens.push({ kind: 'word', value: groups['word'] });
    else if (groups['sign'] !== undefined) tokens.push({ kind: 'sign', value: groups['sign'] });
  }
  return tokens;
}

class QueryReader {
  #at = 0;

  constructor(
    private readonly world: World,
    private readonly actor: Actor,
    private readonly tokens: Token[],
  ) {}

  read(): Test {
    const test = this.#either();
    if (this.#at < this.tokens.length) throw invalid('Invalid Value', 'q');
    return test;
  }

  #either(): Test {
    let test = this.#both();
    while (this.#takes('or')) {
      const [left, right] = [test, this.#both()];
      test = (file) => left(file) || right(file);
    }
    return test;
  }

  #both(): Test {
    let test = this.#one();
    while (this.#takes('and')) {
      const [left, right] = [test, this.#one()];
      test = (file) => left(file) && right(file);
    }
    return test;
  }

  #one(): Test {
    if (this.#takes('not')) {
      const test = this.#one();
      return (file) => !test(file);
    }
    if (this.#takes('(')) {
      const test = this.#either();
      this.#must(')');
      return test;
    }
    const first = this.#next();
    if (first.kind === 'text') return this.#membership(first.value);
    if (first.kind !== 'word') throw invalid('Invalid Value', 'q');
    return first.value === 'properties' || first.value === 'appProperties'
      ? this.#property(first.value)
      : this.#comparison(first.value);
  }

  /** `'id' in parents`, `'me' in owners`. */
  #membership(value: string): Test {
    this.#must('in');
    const { value: list } = this.#next();
    const { account } = this.actor;
    if (list === 'parents') {
      const folder = value === 'root' ? account.rootId : value;
      return ({ parent }) => parent === folder;
    }
    if (list !== 'owners' && list !== 'writers' && list !== 'readers') throw invalid('Invalid Value', 'q');
    const email = value === 'me' ? account.id : value;
    return ({ owner, driveId }) =>
      list === 'owners' || driveId === null
        ? owner === email
        : (this.world.store.get('drive', driveId)?.members.includes(email) ?? false);
  }

  /** `appProperties has { key='a' and value='b' }`: an app finds its own private properties only. */
  #property(field: 'properties' | 'appProperties'): Test {
    for (const word of ['has', '{', 'key', '=']) this.#must(word);
    const key = this.#text();
    for (const word of ['and', 'value', '=']) this.#must(word);
    const value = this.#text();
    this.#must('}');
    const { client } = this.actor;
    if (field === 'properties') return ({ properties }) => properties[key] === value;
    return ({ appProperties }) => client !== null && appProperties[client]?.[key] === value;
  }

  #comparison(field: string): Test {
    const sign = this.#next().value;
    const compare = COMPARE[sign];
    const equals = compare && (sign === '=' || sign === '!=');
    switch (field) {
      case 'name': {
        const wanted = this.#text().toLowerCase();
        if (sign === 'contains') return ({ name }) => hasWordFrom(name, wanted);
        if (equals) return ({ name }) => compare(name.toLowerCase(), wanted);
        break;
      }
      case 'mimeType': {
        const wanted = this.#text();
        if (sign === 'contains') return ({ mimeType }) => mimeType.startsWith(wanted);
        if (equals) return ({ mimeType }) => compare(mimeType, wanted);
        break;
      }
      case 'modifiedTime':
      case 'createdTime': {
        const wanted = new Date(this.#text());
        if (compare && !Number.isNaN(wanted.getTime())) return (file) => compare(file[field], wanted.toISOString());
        break;
      }
      case 'trashed':
      case 'starred': {
        const { value } = this.#next();
        if (equals && (value === 'true' || value === 'false'))
          return (file) => compare(String(field === 'trashed' ? this.world.isTrashed(file) : file.starred), value);
      }
    }
    throw invalid('Invalid Value', 'q');
  }

  #next(): Token {
    return this.tokens[this.#at++] ?? { kind: 'end', value: '' };
  }

  #text(): string {
    const { kind, value } = this.#next();
    if (kind !== 'text') throw invalid('Invalid Value', 'q');
    return value;
  }

  #takes(value: string): boolean {
    const token = this.tokens[this.#at];
    if (!token || token.kind === 'text' || token.value !== value) return false;
    this.#at++;
    return true;
  }

  #must(value: string): void {
    if (!this.#takes(value)) throw invalid('Invalid Value', 'q');
  }
}

/** "HelloWorld" is found by "hello" but not by "world". */
function hasWordFrom(name: string, wanted: string): boolean {
  const text = name.toLowerCase();
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
  return false;
}
