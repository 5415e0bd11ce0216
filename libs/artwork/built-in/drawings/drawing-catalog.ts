import { wordTable } from '../vocabulary/word-table.js';
/**
 * What the artist knows about the drawings that the font does not tell: who can be a character, how it gets about, how
 * tall it is beside a rabbit, and which way it looks.
 */
export type Way = 'walks' | 'flies' | 'swims' | 'rolls';

export interface Creature {
  /** Name of the drawing. */
  drawing: string;
  way: Way;
  /** Height beside a fox (1), as storybooks have it rather than nature. */
  size: number;
  /** Only a head exists: a body is drawn under it. */
  headOnly: boolean;
  /** Looks to the right as drawn; nearly all look left. */
  looksRight: boolean;
  isPerson: boolean;
}

const WALKERS = `T-Rex 1.5, sauropod 1.45, elephant 1.35, mammoth 1.35, giraffe 1.6, rhinoceros 1.15, hippopotamus 1.05, camel 1.25, two-hump camel 1.25, llama 1.2, horse 1.2, donkey 1.1, ox 1.15, water buffalo 1.1, cow 1.1, bison 1.1,
deer 1.15, tiger 1, leopard .9, gorilla 1.2, orangutan 1.1, kangaroo 1.15, goat .95, ram .95, ewe .95, pig .85, dog .85, poodle .9, cat .8, black cat .8, monkey .85, beaver .75, badger .6, skunk .7, otter .7, chipmunk .7, rabbit .8,
hedgehog .6, mouse .5, penguin .85, owl .75, turkey .85, rooster .75, baby chick .5, front-facing baby chick .55, hatching chick .6, bird .5, black bird .5, duck .6, swan .7, goose .8, dodo .8, flamingo 1.05, peacock .9, parrot .75, crocodile 1,
turtle .6, lizard .55, snake .6, snail .5, bug .45, ant .35, beetle .35, cricket .4, worm .35, spider .35, sloth .9, teddy bear .8, snowman 1.05, hairy creature 1.3, nesting dolls .7, ghost .9, fairy .9, genie .9, superhero 1, crab .55, lobster .6`;
const FLIERS = `bat .6, dove .6, eagle .8, butterfly .6, honeybee .5, lady beetle .4`;
const SWIMMERS = `whale 1.2, spouting whale 1.25, dolphin .95, orca 1.05, shark 1.05, octopus .95, squid .8, jellyfish .75, fish .6, tropical fish .6, blowfish .65, seal .8, shrimp .45, mermaid 1.05`;
const VEHICLES = `automobile .8, racing car .65, taxi .8, police car .85, bus 1.1, delivery truck 1.1, pickup truck .9, articulated lorry 1.15, fire engine 1.1, tractor 1.15, locomotive 1.2, train 1.2, high-speed train 1, sport utility vehicle .85,
minibus .9, ambulance .95, motorcycle .8, motor scooter .8, helicopter .8, airplane .9, small airplane .85, rocket 1.1, sailboat 1.1, ship 1, speedboat .7, flying saucer .75, bicycle .85, auto rickshaw .9, tram car 1, trolleybus 1, passenger ship 1, canoe .5`;
const HEADS = `fox, bear, polar bear, raccoon, wolf, lion, koala, panda, frog, hamster, unicorn, zebra, dragon, robot, alien, clown face, alien monster`;
const PEOPLE = `boy, girl, child, person, man, woman, old man, old woman, man: beard, woman: curly hair, man: curly hair, student, farmer, cook, mechanic, artist, pilot, astronaut, firefighter, police officer, detective, construction worker, prince, princess, person with crown, Santa Claus, Mrs. Claus, mage, elf`;
const LOOK_RIGHT = new Set([
  'rocket',
  'airplane',
  'small airplane',
  'superhero',
  'peacock',
  'skunk',
  'genie',
  'speedboat',
  'orca',
  'seal',
  'otter',
]);

/** Faces that go with whole-body drawings, for pages where characters sit at a table or look out of a frame. */
export const FACE_OF: Readonly<Record<string, string>> = wordTable({
  cat: 'cat face',
  dog: 'dog face',
  tiger: 'tiger face',
  cow: 'cow face',
  ox: 'cow face',
  pig: 'pig face',
  mouse: 'mouse face',
  rabbit: 'rabbit face',
  monkey: 'monkey face',
  horse: 'horse face',
  'baby chick': 'front-facing baby chick',
});

function listed(text: string, way: Way): [string, Creature][] {
  return text.split(',').map((entry) => {
    const [, name = '', size = 1] = /^\s*(.*?)(?:\s+([\d.]+))?\s*$/.exec(entry) ?? [];
    return [
      name.toLowerCase(),
      {
        drawing: name,
        way,
        size: Number(size),
        headOnly: false,
        looksRight: LOOK_RIGHT.has(name),
        isPerson: false,
      },
    ];
  });
}

const headed = (text: string, isPerson: boolean): [string, Creature][] =>
  listed(text, 'walks').map(([name, creature]) => [name, { ...creature, size: 1.1, headOnly: true, isPerson }]);

const CREATURES: ReadonlyMap<string, Creature> = new Map([
  ...listed(WALKERS, 'walks'),
  ...listed(FLIERS, 'flies'),
  ...listed(SWIMMERS, 'swims'),
  ...listed(VEHICLES, 'rolls'),
  ...headed(HEADS, false),
  ...headed(PEOPLE, true),
]);

/** What is known of a drawing that can be a character; undefined for things. */
export const creatureOf = (drawing: string): Creature | undefined => CREATURES.get(drawing.toLowerCase());

export const creatureNames = (): string[] => [...CREATURES.values()].map((creature) => creature.drawing);
export const isVehicle = (drawing: string): boolean => creatureOf(drawing)?.way === 'rolls';

/** Where somebody is at home when the theme names no place. */
const HOMES: Readonly<Record<string, string>> = wordTable({
  sea: 'whale, spouting whale, dolphin, orca, shark, octopus, squid, jellyfish, fish, tropical fish, blowfish, seal, shrimp, mermaid, crab, lobster',
  farm: 'cow, ox, pig, ewe, ram, goat, rooster, turkey, goose, horse, donkey, baby chick, hatching chick, front-facing baby chick, tractor, farmer',
  winter: 'penguin, polar bear, snowman, Santa Claus, Mrs. Claus',
  jungle: 'tiger, monkey, gorilla, orangutan, parrot, sloth, leopard, snake, crocodile, panda, lizard',
  savanna: 'elephant, lion, giraffe, zebra, rhinoceros, hippopotamus, kangaroo, flamingo',
  prehistoric: 'T-Rex, sauropod, mammoth, dodo',
  desert: 'camel, two-hump camel, llama, cactus',
  space: 'astronaut, alien, alien monster, rocket, flying saucer',
  castle: 'dragon, princess, prince, person with crown, mage',
  pond: 'frog, duck, swan, turtle',
  garden: 'snail, bug, butterfly, honeybee, lady beetle, dog, worm, ant, beetle, cricket',
  room: 'cat, mouse, hamster, teddy bear, black cat',
  road: 'automobile, racing car, taxi, bus, delivery truck, pickup truck, articulated lorry, locomotive, train, motorcycle',
  town: 'police car, fire engine, police officer, firefighter',
  sky: 'airplane, small airplane, helicopter, eagle',
  ocean: 'sailboat, ship, speedboat, passenger ship, canoe',
  workshop: 'robot',
  mountain: 'goat, llama, eagle, bison',
});
const HOME_OF = new Map(
  Object.entries(HOMES).flatMap(([home, names]) =>
    names.split(', ').map((name) => [name.toLowerCase(), home] as const),
  ),
);

/** The setting a drawing belongs to; "" when it is at home anywhere. */
export const homeOf = (drawing: string): string => HOME_OF.get(drawing.toLowerCase()) ?? '';
