import { isPlainNoun } from './nouns.js';
import { wordTable } from '#artwork/built-in/vocabulary/word-table.js';

/** What the artist can draw of a text. All nouns are singular English. */
export interface DrawableNouns {
  heroes: string[];
  companions: string[];
  props: string[];
  /** "forest", "sea"; may be empty. */
  setting: string;
  /** Words of the text that nothing is drawn for. */
  unknown: string[];
  /** Words that no page for children shows. */
  unsafe?: string[];
}

/** The artist's vocabulary, asked with a theme or a phrase of it. */
export type DrawableVocabulary = (theme: string) => DrawableNouns;

/** Things that somebody small can carry, hide, hang up or wrap; other props are scenery. */
const PORTABLE = new Set([
  'acorn',
  'anchor',
  'apple',
  'artist palette',
  'balloon',
  'banana',
  'basket',
  'basketball',
  'bell',
  'birthday cake',
  'bone',
  'book',
  'bottle',
  'bouquet',
  'bowl',
  'box',
  'brick',
  'briefcase',
  'broom',
  'bucket',
  'cake',
  'camera',
  'candle',
  'candy',
  'candy cane',
  'carrot',
  'chestnut',
  'clock',
  'coconut',
  'coin',
  'compass',
  'cookie',
  'crayon',
  'crown',
  'crystal ball',
  'cup',
  'cupcake',
  'diamond',
  'dollar',
  'donut',
  'doughnut',
  'drum',
  'egg',
  'envelope',
  'feather',
  'flag',
  'flashlight',
  'flower',
  'flute',
  'football',
  'gem',
  'gem stone',
  'gift',
  'glove',
  'guitar',
  'hammer',
  'harp',
  'hat',
  'helmet',
  'hibiscus',
  'honey pot',
  'jar',
  'key',
  'kite',
  'ladder',
  'lamp',
  'lantern',
  'leaf',
  'lemon',
  'letter',
  'lollipop',
  'magic wand',
  'magnet',
  'magnifying glass',
  'mango',
  'map',
  'mask',
  'medal',
  'melon',
  'microscope',
  'mirror',
  'mushroom',
  'nesting dolls',
  'old key',
  'orange',
  'paintbrush',
  'party popper',
  'peach',
  'pear',
  'pearl',
  'pencil',
  'pie',
  'pineapple',
  'piñata',
  'pretzel',
  'pumpkin',
  'puzzle piece',
  'ribbon',
  'ring',
  'rope',
  'rose',
  'sandwich',
  'saxophone',
  'scarf',
  'screwdriver',
  'scroll',
  'shell',
  'shield',
  'shoe',
  'shovel',
  'skateboard',
  'sled',
  'snow globe',
  'soccer ball',
  'sock',
  'spade',
  'spiral shell',
  'spoon',
  'star',
  'strawberry',
  'suitcase',
  'sunflower',
  'sword',
  'teacup',
  'teapot',
  'teddy bear',
  'telescope',
  'tennis ball',
  'ticket',
  'tomato',
  'toolbox',
  'top hat',
  'toy',
  'treasure chest',
  'trophy',
  'trumpet',
  'tulip',
  'umbrella',
  'vase',
  'violin',
  'wand',
  'watch',
  'watermelon',
  'whistle',
  'wreath',
  'wrench',
  'yo-yo',
  'ball',
  'axe',
  'net',
  'pot',
  'cherry',
  'microphone',
  'accordion',
  'banjo',
  'radio',
  'backpack',
  'graduation cap',
  'boot',
  'button',
  'blossom',
]);

export const isPortable = (noun: string): boolean => PORTABLE.has(noun.toLowerCase());

const VEHICLE =
  /\b(trucks?|cars?|buses|bus|tractors?|diggers?|excavators?|bulldozers?|cranes?|trains?|locomotives?|engines?|vans?|taxis?|ambulances?|scooters?|motorcycles?|bicycles?|trams?|trolleys?|trolleybus|lorry|mixers?|automobile|vehicle)\b/;
const FLYER =
  /\b(bird|owl|butterfly|bee|honeybee|dragon|bat|parrot|eagle|dove|duck|swan|fairy|airplane|helicopter|rocket|flying saucer|flamingo|ladybug|pterodactyl)\b/;
const SWIMMER = /\b(fish|whale|dolphin|shark|octopus|squid|jellyfish|mermaid|seal|crab|lobster|seahorse|submarine)\b/;

/** How somebody gets about, which chooses the verbs. */
export function mobilityOf(noun: string): 'wheels' | 'wings' | 'fins' | 'legs' {
  const lower = noun.toLowerCase();
  if (VEHICLE.test(lower)) return 'wheels';
  if (SWIMMER.test(lower)) return 'fins';
  return FLYER.test(lower) ? 'wings' : 'legs';
}

/** What a story says for the catalogue names of drawings. The artist knows these words as well. */
const SPOKEN: Readonly<Record<string, string>> = wordTable({
  'lady beetle': 'ladybug',
  'articulated lorry': 'big truck',
  'world map': 'map',
  'hot beverage': 'cup of tea',
  'rescue worker’s helmet': 'helmet',
  'ear of corn': 'corn cob',
  'house with garden': 'house',
  'wrapped gift': 'gift',
  'old key': 'key',
  'nest with eggs': 'nest',
  package: 'parcel',
  ewe: 'sheep',
  'gem stone': 'gem',
  'spiral shell': 'shell',
  'evergreen tree': 'fir tree',
  honeybee: 'bee',
  locomotive: 'train',
  automobile: 'car',
  'sport utility vehicle': 'car',
});

/** Big things that one can walk up to; other props that cannot be carried are left to the pictures. */
const SIGHTS = new Set([
  'airplane',
  'big truck',
  'bridge',
  'building',
  'bus',
  'cactus',
  'carousel horse',
  'castle',
  'Christmas tree',
  'comet',
  'cottage',
  'desert island',
  'ferris wheel',
  'fir tree',
  'fire engine',
  'flying saucer',
  'fountain',
  'haystack',
  'helicopter',
  'hot air balloon',
  'house',
  'hut',
  'igloo',
  'lighthouse',
  'moon',
  'mountain',
  'palm tree',
  'planet',
  'rainbow',
  'ringed planet',
  'rocket',
  'roller coaster',
  'sailboat',
  'satellite',
  'school',
  'ship',
  'snowman',
  'tent',
  'tractor',
  'train',
  'tree',
  'volcano',
  'well',
  'windmill',
]);

export const isSight = (noun: string): boolean => SIGHTS.has(noun);

const EDIBLE =
  /\b(?:cake|cupcake|shortcake|cookie|candy|apple|pear|peach|pie|egg|carrot|banana|mango|coconut|melon|watermelon|strawberry|cherry|cherries|lemon|orange|pineapple|tomato|pumpkin|mushroom|chestnut|acorn|bread|sandwich|pretzel|donut|doughnut|lollipop|corn|cob|honey|tea|cheese|pot of food|leaf|bone|blossom|flower|tulip|rose|hibiscus|sunflower|bouquet|nest)\b/;

/** Whether something is eaten or withers: no treasure for a whole book. */
export const isFleeting = (noun: string): boolean => EDIBLE.test(noun.toLowerCase());

/** The nouns that may stand in a sentence, lower-cased unless they are names like T-Rex, each once. */
export function speakable(nouns: readonly string[]): string[] {
  const plain = nouns
    .map((noun) => noun.trim())
    .filter(isPlainNoun)
    .map((noun) => SPOKEN[noun] ?? noun)
    .map((noun) => (/^[A-Z][a-z]+( [a-z]+)*$/.test(noun) ? noun.toLowerCase() : noun))
    .filter(
      (noun) =>
        !/\b(face|sign|symbol|button|mark|hand|tone|flag:|gesture|heart|arrow|herb|creature|rosette|construction|claus|liberty|tokyo|japanese|moai)\b/i.test(
          noun,
        ),
    );
  return [...new Set(plain)];
}
