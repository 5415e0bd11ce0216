import { isOneOf } from '#contracts/known-values.js';
import { articleFor, capitalised, countabilityOf, indefinite, pluralOf, possessiveOf } from './nouns.js';

/** Somebody or something that sentences speak of. */
export interface Entity {
  /** Singular noun that can be drawn: "fox". */
  noun: string;
  /** Given name; an entity without one is spoken of by its noun. */
  name?: string | undefined;
  /** Whether the name stands for several ("the three pigs"). */
  plural?: boolean | undefined;
  /** What the first mention says after the name: "the fox". Left out when the name says it all. */
  epithet?: string | undefined;
}

export interface Place {
  /** "by the brook" */
  at: string;
  /** "to the brook" */
  to: string;
  /** Noun for the artist: "brook". */
  see: string;
}

/** What the slots of a sentence stand for. */
export interface Scene {
  hero: Entity;
  friend: Entity;
  guest: Entity;
  helper: Entity;
  prize: Entity;
  thing: Entity;
  /** Somebody seen by the way, other on each page. */
  passer: Entity;
  /** Something of the theme that stands about, other on each page. */
  scenery: Entity;
  place: Place;
  /** "in the forest" */
  setting: string;
  /** What hides the way here: "a thick fog". */
  fog: string;
  /** What blows here: "the wind". */
  wind: string;
  /** "tea party", for a book about a feast. */
  event: string;
  /** How hero and friend get about, in the past tense: "walked", "rolled". */
  went: string;
}

/** Who has been named already: the first mention is "an owl" or "Pip the fox", later ones are "the owl" and "Pip". */
export type Mentioned = ReadonlySet<string>;

export interface Sentence {
  text: string;
  /** Keys to add to the mentioned once the sentence is used. */
  mentions: string[];
}

const ROLES = ['hero', 'friend', 'guest', 'helper', 'prize', 'thing', 'passer', 'scenery'] as const;
type Role = (typeof ROLES)[number];
const isRole = (word: string): word is Role => isOneOf(ROLES, word);

/** What stands before a slot that opens a sentence, within a quotation or not. */
const STARTS_SENTENCE = /(?:^|[.!?]”?\s+)“?$|:\s“$/;

/**
 * Fills a sentence's slots. Slots: `{hero}` (first or later mention by itself), `{hero’s}`, `{hero:was}`, `{both}`,
 * `{the lost prize}` / `{a lost prize}` / `{lost prize}` (definite, indefinite, by itself), `{bare thing}`,
 * `{plural thing}`, `{at place}`, `{to place}`, `{in setting}`, `{fog}`, `{the wind}`, `{event}`, `{a event}`, `{went}`.
 * Throws `RangeError` for an unknown slot, so that a typing error in a phrase table fails its test.
 */
export function realise(template: string, scene: Scene, mentioned: Mentioned): Sentence {
  const fresh = new Set<string>();
  const known = (key: string): boolean => mentioned.has(key) || fresh.has(key);
  const text = template.replace(/\{([^{}]+)\}/g, (_, slot: string, at: number) => {
    const filled = fill(slot, scene, known, (key) => fresh.add(key));
    return STARTS_SENTENCE.test(template.slice(0, at)) ? capitalised(filled) : filled;
  });
  return { text: capitalised(text), mentions: [...fresh] };
}

function fill(slot: string, scene: Scene, known: (key: string) => boolean, mention: (key: string) => void): string {
  switch (slot) {
    case 'both':
      return `${speakOf(scene.hero, '', known, mention)} and ${speakOf(scene.friend, '', known, mention)}`;
    case 'at place':
      return scene.place.at;
    case 'to place':
      return scene.place.to;
    case 'in setting':
      return scene.setting;
    case 'fog':
      return scene.fog;
    case 'the wind':
      return scene.wind;
    case 'event':
      return scene.event;
    case 'a event':
      return indefinite(scene.event);
    case 'went':
      return scene.went;
  }
  const words = slot.split(' ');
  const last = words.pop() ?? '';
  const [role = '', suffix = ''] = last.split(/(?=[:’])/);
  if (!isRole(role)) throw new RangeError(`unknown slot {${slot}}`);
  const entity = scene[role];
  if (suffix === ':was')
    return entity.plural || (!entity.name && countabilityOf(entity.noun) === 'many') ? 'were' : 'was';
  if (words[0] === 'bare') return entity.noun;
  if (words[0] === 'plural') return pluralOf(entity.noun);
  const spoken = speakOf(entity, words.join(' '), known, mention);
  return suffix === '’s' ? possessiveOf(spoken, entity.plural) : spoken;
}

/** The entity's name or noun phrase; `lead` is what the slot puts before it: "", "the", "a", "magic", "the lost". */
function speakOf(
  entity: Entity,
  lead: string,
  known: (key: string) => boolean,
  mention: (key: string) => void,
): string {
  const key = mentionKey(entity);
  const first = !known(key);
  mention(key);
  if (entity.name) return first && entity.epithet ? `${entity.name} ${entity.epithet}` : entity.name;
  const [, article, adjectives = ''] = /^(the|a)?\s*(.*)$/.exec(lead) ?? [];
  const phrase = adjectives ? `${adjectives} ${entity.noun}` : entity.noun;
  if (article === 'the' || (article === undefined && !first)) return `the ${phrase}`;
  return countabilityOf(entity.noun) === 'one' ? `${articleFor(phrase)} ${phrase}` : `some ${phrase}`;
}

/** What a mention is remembered by. */
export const mentionKey = (entity: Entity): string => entity.name ?? entity.noun;

/** Words as a reader counts them: runs between spaces. */
export function wordCount(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}
