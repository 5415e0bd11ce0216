import { readFileSync } from 'node:fs';
import { drawingNames } from '../drawings/drawings.js';
import { wordTable } from './word-table.js';

/** CLDR languages by script; for Latin letters those with most readers come first. */
const TONGUES: readonly [RegExp, string[]][] = [
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, ['ja']],
  [/\p{Script=Han}/u, ['zh', 'zh-hant', 'ja']],
  [/\p{Script=Hangul}/u, ['ko']],
  [/\p{Script=Cyrillic}/u, ['ru', 'uk']],
  [/\p{Script=Thai}/u, ['th']],
  [/\p{Script=Devanagari}/u, ['hi']],
  [/\p{Script=Bengali}/u, ['bn']],
  [/\p{Script=Latin}/u, ['es', 'fr', 'de', 'pt', 'it', 'nl']],
];
/** Each has its file in `foreign-names`. */
export const LANGUAGES = [...new Set(TONGUES.flatMap(([, languages]) => languages))];
/** Scripts that put no space between words. */
const UNSPACED = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}/u;

interface ForeignName {
  code: string;
  label: string;
  tags: string[];
}

/** Worlds that CLDR has no drawing for, as the English word of `THEME_WORDS` that they mean. */
const WORLDS: Readonly<Record<string, string>> = wordTable(
  Object.fromEntries(
    `forest 森林 树林 bosque forêt wald floresta bosco bos лес 숲 もり;animals 动物 動物 animales animaux tiere animais animali dieren животные 동물;sea 大海 海底 海洋 海 mar mer meer mare oceano océano zee море 바다;space 太空 宇宙 espacio espace weltraum weltall espaço spazio ruimte космос 우주;farm 农场 農場 granja ferme bauernhof fazenda fattoria boerderij ферма 농장;castle 城堡 castillo château schloss burg castelo castello kasteel замок 성;winter 冬天 冬 invierno hiver inverno зима 겨울;birthday 生日 誕生日 cumpleaños anniversaire geburtstag aniversário compleanno verjaardag рождения 생일;pirates 海盗 海賊 piratas pirates piraten pirati пираты 해적;flowers 花园 花朵 花 flores fleurs blumen fiori bloemen цветы 꽃;dinosaurs 恐龙 恐竜 dinosaurios dinosaures dinosaurier dinosauri динозавры 공룡;tea party 茶会 茶话会 お茶会 teeparty чаепитие;party 派对 聚会 fiesta fête feier festa feest праздник 파티;jungle 丛林 selva jungle dschungel giungla джунгли 정글;city 城市 ciudad ville stadt cidade città stad город 도시;beach 海滩 海灘 playa plage strand praia spiaggia пляж 해변;garden 庭 jardín jardin garten jardim giardino tuin сад 정원;night 夜 noche nuit nacht noite notte ночь 밤`
      .split(';')
      .flatMap((row) => {
        const [, world = '', words = ''] = /^([a-z]+(?: party)?) (.*)$/u.exec(row) ?? [];
        return words.split(' ').map((word) => [word, world]);
      }),
  ),
);

const lexicons = new Map<string, Map<string, string[]>>();

/** English words of the theme table that a word, or a run without spaces, means in another language, and what is left. */
export function foreignWorlds(word: string): { worlds: string[]; rest: string[] } {
  if (!UNSPACED.test(word)) return WORLDS[word] ? { worlds: [WORLDS[word]], rest: [] } : { worlds: [], rest: [word] };
  const terms = Object.keys(WORLDS).filter((term) => word.includes(term));
  if (terms.length === 0) return { worlds: [], rest: [word] };
  const rest = terms.reduce((text, term) => text.replaceAll(term, ' '), word);
  return {
    worlds: [...new Set(terms.flatMap((term) => WORLDS[term] ?? []))],
    rest: rest.split(' ').filter((part) => part.length > 1),
  };
}

/**
 * Names of drawings that a word of another language means, best first, at most eight; empty when none does. Reads a
 * language's CLDR names when first asked (about 15 ms each).
 */
export function foreignDrawings(word: string): string[] {
  const tongues = TONGUES.find(([script]) => script.test(word))?.[1] ?? [];
  for (const tongue of tongues) {
    const lexicon = lexiconOf(tongue);
    const found = UNSPACED.test(word) ? inRun(word, lexicon) : (lexicon.get(word) ?? lexicon.get(stem(word)) ?? []);
    if (found.length > 0) return found.slice(0, 8);
  }
  return [];
}

/** Cuts a run without spaces into the longest known words; single signs count only when there is little else. */
function inRun(run: string, lexicon: ReadonlyMap<string, string[]>): string[] {
  const found: string[] = [];
  for (let at = 0; at < run.length;) {
    let used = 1;
    for (let length = Math.min(8, run.length - at); length > (run.length > 2 ? 1 : 0); length--) {
      const names = lexicon.get(run.slice(at, at + length));
      if (!names) continue;
      found.push(...names.slice(0, 2));
      used = length;
      break;
    }
    at += used;
  }
  return found;
}

const stem = (word: string): string => word.replace(/(?:en|es|er|s|n|e|i|y|ы|и)$/u, '');

function lexiconOf(tongue: string): Map<string, string[]> {
  const ready = lexicons.get(tongue);
  if (ready) return ready;
  const lexicon = new Map<string, string[]>();
  const names = new Map(drawingNames().map((each) => [each.code, each.name]));
  const learn = (term: string, name: string): void => {
    const known = lexicon.get(term) ?? [];
    if (known.length < 6 && !known.includes(name)) lexicon.set(term, [...known, name]);
  };
  const drawn = foreignNames(tongue).flatMap((each) => {
    const name = names.get(each.code);
    return name === undefined ? [] : [{ ...each, name }];
  });
  for (const { label, name } of drawn) learn(label.toLowerCase(), name);
  for (const { label, tags, name } of drawn)
    for (const term of [...tags, ...label.toLowerCase().split(/[\s:,]+/)])
      if (term.length > 2 || UNSPACED.test(term))
        for (const form of new Set([term.toLowerCase(), stem(term.toLowerCase())])) learn(form, name);
  lexicons.set(tongue, lexicon);
  return lexicon;
}

/** Lines of a code, a name and keywords, with tabs between: made by `prepare-foreign-names.ts`. */
function foreignNames(language: string): ForeignName[] {
  const text = readFileSync(new URL(`foreign-names/${language}.txt`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [code = '', label = '', ...tags] = line.split('\t');
      return { code, label, tags };
    });
}
