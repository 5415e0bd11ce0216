import type { Place } from './realiser.js';
import { wordTable } from '#artwork/built-in/vocabulary/word-table.js';

/** Where a story plays: places to go to, who lives there, what lies about, and what the air is like. */
export interface Setting {
  key: string;
  /** "in the forest" */
  where: string;
  /** For a title: "Forest". */
  label: string;
  places: Place[];
  creatures: string[];
  /** Things that can be carried. */
  things: string[];
  /** Short sentences on a fine day. */
  bright: string[];
  went?: string[];
  /** What hides the way and what blows, where that is no fog and no wind; such settings know no rain either. */
  weather?: { fog: string; wind: string };
}

/** `'by the old oak > tree'` or, where going there needs other words, `'inside the cave = into the cave > cave'`. */
function place(line: string): Place {
  const [phrases = '', see = ''] = line.split(' > ');
  const [at = '', to] = phrases.split(' = ');
  return { at, to: to ?? `to ${at.replace(/^(?:by|on|under|in|at|near|beside|inside|behind|along) /, '')}`, see };
}

interface SettingRow extends Omit<Setting, 'key' | 'places'> {
  match: RegExp;
  places: string[];
}

const ROWS: Record<string, SettingRow> = wordTable({
  building: {
    match: /\b(construction|building site|diggers?|excavators?|bulldozers?|cranes?|cement|dump trucks?|builders?)\b/,
    where: 'on the building site',
    label: 'Building Site',
    places: [
      'by the sand pile > hill',
      'beside the tall crane > building construction',
      'by the deep hole > hole',
      'at the new bridge > bridge',
      'by the cement mixer > truck',
      'on the bumpy track > motorway',
      'beside the brick wall > brick',
      'at the main gate > fence',
      'by the wooden hut > hut',
      'under the water tower > house',
      'by the muddy puddle > droplet',
      'at the half-built house > house',
    ],
    creatures: ['mouse', 'tractor', 'cat', 'dog', 'bird', 'delivery truck', 'rabbit', 'bus'],
    things: ['hammer', 'wrench', 'bucket', 'ladder', 'brick', 'toolbox', 'rope', 'flag', 'lamp', 'bell'],
    bright: [
      'Dust danced in the sunshine.',
      'A whistle blew for the morning shift.',
      'Somewhere a hammer went tap, tap, tap.',
      'The ground rumbled a little.',
      'The air smelled of fresh wood.',
      'Long planks lay in a neat row.',
      'Little stones crunched along the way.',
      'The sun shone on the puddles.',
      'A yellow flag flapped at the gate.',
    ],
  },
  underwater: {
    match: /\b(underwater|under the sea|coral|reef|mermaids?|seahorses?|jellyfish|octopus(?:es)?|submarines?)\b/,
    where: 'under the sea',
    label: 'Sea',
    places: [
      'by the coral garden > coral',
      'at the sunken ship > sailboat',
      'inside the round cave = into the round cave > cave',
      'near the bubbling rocks > rock',
      'under the big anchor > anchor',
      'in the seaweed forest = into the seaweed forest > seedling',
      'by the pearl bed > oyster',
      'on the sandy slope > spiral shell',
      'beside the tall kelp > herb',
      'at the old stone arch > rock',
      'by the shell path > spiral shell',
      'in the blue valley = into the blue valley > water wave',
    ],
    creatures: ['octopus', 'crab', 'turtle', 'dolphin', 'whale', 'fish', 'seal', 'squid', 'lobster', 'jellyfish'],
    things: ['shell', 'pearl', 'crown', 'key', 'bell', 'star', 'lantern', 'bottle', 'anchor', 'basket'],
    bright: [
      'Silver bubbles rose in a line.',
      'The seaweed swayed to and fro.',
      'Soft light came down from above.',
      'Tiny fish flashed by like sparks.',
      'The sand lay in gentle ripples.',
      'Everything was blue and quiet.',
      'A warm current tickled their backs.',
      'Little shells winked in the sand.',
      'The waves whispered far above.',
    ],
    went: ['swam', 'drifted', 'glided', 'paddled'],
    weather: { fog: 'a cloud of black ink', wind: 'the current' },
  },
  space: {
    match: /\b(space|planets?|moon|rockets?|astronauts?|aliens?|galaxy|stars?|ufos?|mars)\b/,
    where: 'out in space',
    label: 'Space',
    places: [
      'on the little moon > moon',
      'by the round crater > moon',
      'beside the ringed planet > ringed planet',
      'at the star station > satellite',
      'under the comet’s tail > comet',
      'on the blue planet > planet',
      'near the spinning rocks > rock',
      'by the shiny rocket > rocket',
      'in the dust cloud = into the dust cloud > cloud',
      'at the telescope tower > telescope',
      'on the far side of the moon > full moon',
      'near the sleepy sun > sun',
    ],
    creatures: ['robot', 'alien', 'astronaut', 'owl', 'cat', 'mouse', 'rabbit', 'bear'],
    things: ['star', 'lantern', 'flag', 'telescope', 'compass', 'bell', 'key', 'balloon', 'lamp', 'map'],
    bright: [
      'Thousands of stars twinkled all around.',
      'It was as quiet as snow.',
      'A comet went by with a swish.',
      'Far below shone a small blue planet.',
      'Moon dust sparkled like sugar.',
      'Everything felt as light as a feather.',
      'A tiny light blinked, on and off.',
      'The sky was deep and dark and beautiful.',
      'Slowly a planet turned its bright side.',
    ],
    went: ['floated', 'zoomed', 'sailed', 'glided'],
    weather: { fog: 'a cloud of star dust', wind: 'the star wind' },
  },
  sea: {
    match:
      /\b(sea|ocean|beach|seaside|islands?|pirates?|boats?|ships?|sailing|sailors?|whales?|dolphins?|fish|sharks?)\b/,
    where: 'by the sea',
    label: 'Seaside',
    places: [
      'on the sandy beach > beach with umbrella',
      'at the lighthouse > tower',
      'by the little blue boat > sailboat',
      'by the rock pool > rock',
      'under the palm tree > palm tree',
      'inside the echo cave = into the echo cave > cave',
      'on the long pier > bridge',
      'behind the white dunes > hill',
      'at the harbor wall > anchor',
      'on the tiny island > desert island',
      'by the sandcastle > castle',
      'at the shell beach > spiral shell',
    ],
    creatures: ['crab', 'seal', 'turtle', 'dolphin', 'parrot', 'penguin', 'octopus', 'whale', 'duck', 'lobster'],
    things: ['bucket', 'shell', 'bottle', 'kite', 'map', 'anchor', 'key', 'flag', 'ball', 'rope', 'umbrella'],
    bright: [
      'The waves went hush, hush, hush.',
      'A salty breeze blew in.',
      'White gulls circled overhead.',
      'The sand was warm and soft.',
      'Sunlight glittered on the water.',
      'Foam tickled the edge of the shore.',
      'Far out a sail went by.',
      'The tide drew a curly line.',
      'Everything smelled of salt and summer.',
    ],
  },
  farm: {
    match: /\b(farm|barn|cows?|pigs?|sheep|hens?|chickens?|tractors?|horses?|goats?|ducks?|harvest)\b/,
    where: 'on the farm',
    label: 'Farm',
    places: [
      'by the red barn > house',
      'at the duck pond > duck',
      'in the hay loft = up to the hay loft > house',
      'beside the vegetable patch > carrot',
      'under the apple tree > tree',
      'by the old tractor > tractor',
      'at the wooden gate > fence',
      'in the sunflower field = into the sunflower field > sunflower',
      'near the henhouse > hut',
      'by the stone well > well',
      'on the grassy hill > hill',
      'along the stable wall > horse',
    ],
    creatures: ['cow', 'pig', 'sheep', 'hen', 'horse', 'goat', 'duck', 'rooster', 'mouse', 'dog', 'cat', 'turkey'],
    things: ['basket', 'bucket', 'carrot', 'apple', 'egg', 'pumpkin', 'bell', 'hat', 'ribbon', 'sunflower'],
    bright: [
      'The rooster crowed once more.',
      'It smelled of hay and apples.',
      'A gentle wind turned the weather vane.',
      'Bees hummed over the clover.',
      'The morning was golden and warm.',
      'Somebody mooed far away.',
      'Swallows dipped over the roof.',
      'A soft feather drifted down.',
      'The grass was wet with dew.',
    ],
  },
  castle: {
    match:
      /\b(castle|knights?|princess(?:es)?|princes?|kings?|queens?|royal|kingdom|dragons?|fairy ?tales?|fairy|fairies|unicorns?|wizards?|witch(?:es)?)\b/,
    where: 'in the old kingdom',
    label: 'Kingdom',
    places: [
      'at the castle gate > castle',
      'in the round tower = up to the round tower > castle',
      'by the wishing well > fountain',
      'on the stone bridge > bridge',
      'in the rose garden = into the rose garden > rose',
      'by the silver lake > water wave',
      'at the edge of the dark wood > evergreen tree',
      'inside the crystal cave = into the crystal cave > gem stone',
      'in the great hall = into the great hall > crown',
      'under the moon tree > tree',
      'by the winding stairs > castle',
      'at the dragon’s rock > rock',
    ],
    creatures: ['unicorn', 'dragon', 'owl', 'horse', 'frog', 'mouse', 'cat', 'swan', 'rabbit', 'fairy'],
    things: ['crown', 'key', 'lantern', 'bell', 'wand', 'scroll', 'ring', 'shield', 'flag', 'candle', 'crystal ball'],
    bright: [
      'Bright flags waved on every tower.',
      'A trumpet sounded far away.',
      'Roses climbed up the warm wall.',
      'The moat lay as smooth as glass.',
      'Old stones glowed in the sun.',
      'A bell rang from the highest tower.',
      'White doves circled over the roofs.',
      'The air smelled of roses and honey.',
      'Somewhere a minstrel hummed a tune.',
    ],
  },
  jungle: {
    match: /\b(jungle|rainforest|safari|savanna|lions?|tigers?|elephants?|monkeys?|giraffes?|zebras?|parrots?|zoo)\b/,
    where: 'in the jungle',
    label: 'Jungle',
    places: [
      'by the wide river > water wave',
      'under the banana tree > banana',
      'at the tall waterfall > water wave',
      'by the big flat rock > rock',
      'on the rope bridge > bridge',
      'beneath the giant leaves > leaf fluttering in wind',
      'at the muddy pool > hippopotamus',
      'by the ancient steps > classical building',
      'near the twisty vines > herb',
      'on the sunny clearing > sun',
      'by the hollow log > wood',
      'in the bamboo grove = into the bamboo grove > tanabata tree',
    ],
    creatures: [
      'monkey',
      'elephant',
      'parrot',
      'tiger',
      'lion',
      'zebra',
      'giraffe',
      'sloth',
      'snake',
      'frog',
      'hippopotamus',
    ],
    things: ['banana', 'coconut', 'drum', 'feather', 'map', 'flower', 'basket', 'mango', 'bell', 'umbrella'],
    bright: [
      'Green light fell through the leaves.',
      'Something chattered high above.',
      'Big drops went plip, plop.',
      'The flowers smelled sweet and warm.',
      'A bright feather floated by.',
      'Vines swung softly in the breeze.',
      'Crickets sang their long song.',
      'Butterflies rose in a cloud.',
      'The river murmured nearby.',
    ],
  },
  dinosaur: {
    match: /\b(dinosaurs?|dinos?|t-rex|tyrannosaurus|triceratops|sauropods?|prehistoric)\b/,
    where: 'in the land of the dinosaurs',
    label: 'Dinosaur Land',
    places: [
      'by the sleepy volcano > volcano',
      'at the fern valley > herb',
      'under the tall palms > palm tree',
      'by the warm lake > water wave',
      'on the flat rock > rock',
      'at the nest hill > nest with eggs',
      'beside the bubbling mud > droplet',
      'inside the bone cave = into the bone cave > bone',
      'at the giant footprint > footprints',
      'by the mossy log > wood',
      'on the windy ridge > mountain',
      'near the hot spring > hot springs',
    ],
    creatures: ['T-Rex', 'sauropod', 'lizard', 'turtle', 'crocodile', 'snail', 'frog', 'bat'],
    things: ['egg', 'bone', 'leaf', 'shell', 'flower', 'feather', 'drum', 'coconut', 'star', 'basket'],
    bright: [
      'The volcano puffed a tiny white cloud.',
      'Ferns nodded in the breeze.',
      'The ground shook, thump, thump, thump.',
      'A dragonfly buzzed by.',
      'The sun warmed the big gray stones.',
      'Somewhere an egg went crack.',
      'The mud went blub, blub.',
      'Long shadows moved through the ferns.',
      'The air was warm and smelled of moss.',
    ],
  },
  winter: {
    match: /\b(winter|snow|snowmen|snowman|christmas|ice|arctic|penguins?|polar|santa|reindeer|sleds?)\b/,
    where: 'in the snowy hills',
    label: 'Winter',
    places: [
      'on the frozen pond > snowflake',
      'by the tall fir tree > evergreen tree',
      'at the log cabin > house',
      'beside the snowman > snowman',
      'on the sledding hill > sled',
      'inside the ice cave = into the ice cave > ice',
      'at the frosty bridge > bridge',
      'by the bird table > bird',
      'under the icicles > ice',
      'on the white meadow > snowflake',
      'by the warm stove > fire',
      'at the foot of the mountain > snow-capped mountain',
    ],
    creatures: ['penguin', 'polar bear', 'rabbit', 'owl', 'deer', 'seal', 'squirrel', 'mouse', 'fox'],
    things: ['scarf', 'bell', 'lantern', 'sled', 'star', 'candle', 'gift', 'hat', 'carrot', 'ribbon'],
    bright: [
      'Snowflakes danced in the air.',
      'The snow crunched, crunch, crunch, crunch.',
      'Every branch wore a white hat.',
      'Their breath made little clouds.',
      'The frost glittered like tiny stars.',
      'It was quiet and bright.',
      'Icicles sparkled in a row.',
      'A soft heap of snow slid down.',
      'The sky was pale and clear.',
    ],
  },
  desert: {
    match: /\b(desert|camels?|cactus|cacti|sand dunes?|egypt|pyramids?)\b/,
    where: 'in the wide desert',
    label: 'Desert',
    places: [
      'by the tall cactus > cactus',
      'on the golden dune > desert',
      'at the green oasis > palm tree',
      'by the old well > well',
      'in the shade of the red rock = to the red rock > rock',
      'near the sand castle > castle',
      'at the camel path > camel',
      'inside the cool cave = into the cool cave > cave',
      'by the striped tent > tent',
      'at the stone gate > classical building',
      'on the salt flat > sun',
      'by the thorn bush > herb',
    ],
    creatures: ['camel', 'lizard', 'snake', 'mouse', 'owl', 'turtle', 'fox', 'scorpion'],
    things: ['lamp', 'map', 'hat', 'bottle', 'umbrella', 'compass', 'key', 'scroll', 'basket', 'bell'],
    bright: [
      'The sand shone like gold.',
      'A warm wind drew lines in the dunes.',
      'The sky was blue from edge to edge.',
      'A lizard flicked its tail.',
      'The sun climbed higher and higher.',
      'It was so still that they could hear the sand.',
      'Their shadows were long and thin.',
      'Far off the air shimmered.',
      'A small cloud sailed by.',
    ],
  },
  town: {
    match:
      /\b(town|city|streets?|school|trucks?|cars?|trains?|bus(?:es)?|shops?|market|fire engines?|police|airplanes?|vehicles?)\b/,
    where: 'in the little town',
    label: 'Town',
    places: [
      'at the market square > shopping cart',
      'by the fountain > fountain',
      'at the train station > station',
      'on the corner of Apple Street > house',
      'in the park = to the park > tree',
      'by the bakery window > bread',
      'on the old bridge > bridge',
      'at the clock tower > mantelpiece clock',
      'beside the school gate > school',
      'under the street lamp > lamp',
      'at the bus stop > bus',
      'by the flower shop > bouquet',
    ],
    creatures: ['dog', 'cat', 'mouse', 'bird', 'rabbit', 'duck', 'squirrel', 'bus', 'owl'],
    things: ['umbrella', 'bell', 'balloon', 'hat', 'basket', 'kite', 'key', 'book', 'ball', 'gift', 'flag'],
    bright: [
      'The bakery smelled of warm bread.',
      'Bells rang in the clock tower.',
      'Bright flags hung over the street.',
      'A door opened and closed again.',
      'Pigeons hopped out of the way.',
      'Somebody whistled a happy tune.',
      'The shop windows shone in the sun.',
      'A bicycle bell went ding.',
      'Flowers stood on every windowsill.',
    ],
  },
  forest: {
    match: /\b(forest|woods?|woodland|fox(?:es)?|bears?|deer|hedgehogs?|squirrels?|owls?|camping|mushrooms?)\b/,
    where: 'in the forest',
    label: 'Forest',
    places: [
      'under the old oak > tree',
      'by the babbling brook > water wave',
      'at the mossy stone > rock',
      'on the wooden bridge > bridge',
      'beside the hollow log > wood',
      'by the blueberry bush > blueberries',
      'in the sunny clearing = to the sunny clearing > sun',
      'under the tall pines > evergreen tree',
      'by the mushroom ring > mushroom',
      'at the fern hill > herb',
      'inside the little cave = into the little cave > cave',
      'by the lily pond > lotus',
    ],
    creatures: [
      'hedgehog',
      'owl',
      'squirrel',
      'rabbit',
      'deer',
      'badger',
      'mouse',
      'fox',
      'beaver',
      'frog',
      'raccoon',
      'snail',
    ],
    things: ['basket', 'lantern', 'acorn', 'mushroom', 'leaf', 'feather', 'bell', 'apple', 'map', 'key', 'scarf'],
    bright: [
      'A breeze whispered in the leaves.',
      'Sunbeams fell between the trees.',
      'Somewhere a woodpecker went tap, tap, tap.',
      'The moss was soft and green.',
      'It smelled of pine and berries.',
      'A leaf twirled slowly down.',
      'The brook bubbled and laughed.',
      'Birds sang in every tree.',
      'Tiny flowers peeped out of the grass.',
    ],
  },
  garden: {
    match: /\b(garden|meadow|flowers?|butterfl(?:y|ies)|bees?|ladybugs?|bugs?|insects?|spring|picnic)\b/,
    where: 'in the green meadow',
    label: 'Meadow',
    places: [
      'by the garden gate > fence',
      'under the cherry tree > cherry blossom',
      'at the lily pond > lotus',
      'beside the rose bush > rose',
      'on the daisy hill > blossom',
      'by the stone wall > brick',
      'at the little bridge > bridge',
      'in the tall grass = into the tall grass > herb',
      'near the beehive > honeybee',
      'by the picnic blanket > basket',
      'at the bird bath > bird',
      'under the willow > tree',
    ],
    creatures: [
      'butterfly',
      'snail',
      'ladybug',
      'rabbit',
      'mouse',
      'bee',
      'frog',
      'bird',
      'hedgehog',
      'duck',
      'caterpillar',
    ],
    things: ['basket', 'flower', 'kite', 'ball', 'bell', 'apple', 'umbrella', 'ribbon', 'hat', 'balloon', 'feather'],
    bright: [
      'The sun tickled the daisies.',
      'A warm breeze bent the grass.',
      'Bees hummed from flower to flower.',
      'White clouds sailed over the hill.',
      'The clover smelled like honey.',
      'A cricket played its tiny fiddle.',
      'Dandelion seeds floated by.',
      'The sky was wide and blue.',
      'Dewdrops sparkled on every blade.',
    ],
  },
});

/** In the order tried; the first whose words occur wins, so the narrower ones stand before the wider. */
const SETTINGS: readonly (Setting & { match: RegExp })[] = Object.entries(ROWS).map(([key, row]) => ({
  ...row,
  key,
  places: row.places.map(place),
}));

const asNamed: Readonly<Record<string, string>> = wordTable({
  construction: 'building',
  ocean: 'sea',
  beach: 'sea',
  seaside: 'sea',
  meadow: 'garden',
  park: 'garden',
  field: 'garden',
  kingdom: 'castle',
  city: 'town',
  street: 'town',
  woods: 'forest',
  snow: 'winter',
  arctic: 'winter',
  savanna: 'jungle',
  birthday: 'garden',
});

/**
 * The setting of a theme. Words that say where (`in space`) win over words that say who (`dinosaurs`), then
 * who lives where, the artist's own idea of the setting, and what the theme's things say (`nouns`, for a theme in emoji
 * or in another language); a meadow suits everything else.
 */
export function settingFor(theme: string, artistSetting: string, nouns: readonly string[] = []): Setting {
  const words = theme.toLowerCase();
  const where = /\b(?:in|on|at|under|by|through)\s.+$/.exec(words)?.[0];
  const named = artistSetting.toLowerCase();
  return (
    (where ? SETTINGS.find((each) => each.match.test(where)) : undefined) ??
    SETTINGS.find((each) => each.match.test(words)) ??
    SETTINGS.find((each) => each.key === named || each.key === asNamed[named]) ??
    SETTINGS.find((each) => each.match.test(nouns.join(' ').toLowerCase())) ??
    settingNamed('garden')
  );
}

export function settingNamed(key: string): Setting {
  const found = SETTINGS.find((each) => each.key === key);
  if (!found) throw new RangeError(`no setting ${key}`);
  return found;
}
