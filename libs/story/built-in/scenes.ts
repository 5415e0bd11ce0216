import { cyclicAt } from '#contracts/items.js';
import type { Arc } from './beat.js';
import { isFleeting, isPortable } from './drawable.js';
import { isHuman } from './cast.js';
import type { Material } from './material.js';
import { indefinite } from './nouns.js';
import type { PlannedPage } from './plan.js';
import { type Entity, realise, type Scene } from './realiser.js';
import type { SeededRandom } from './seeded-random.js';
import { wordTable } from '#artwork/built-in/vocabulary/word-table.js';

/** Which things each plot turns on best: what the theme offers of these, and else one of the others. */
const TREASURES: Readonly<Record<string, { best: RegExp; others: readonly string[] }>> = wordTable({
  adventure: {
    best: /crown|key|gem|coin|ring|star|trophy|treasure|bell|sword|shield|lamp|pearl/,
    others: ['crown', 'key', 'bell', 'star'],
  },
  friendship: {
    best: /kite|ball|drum|balloon|toy|doll|teddy|sled|boat|guitar|skateboard|train/,
    others: ['kite', 'ball', 'drum', 'balloon'],
  },
  fantasy: {
    best: /crown|wand|lantern|crystal|star|key|bell|lamp|ring|gem|feather|pearl|shell/,
    others: ['lantern', 'bell', 'crown', 'key'],
  },
  celebration: { best: /teapot|bell|vase|lantern|lamp|trumpet|drum|trophy|crown/, others: ['teapot', 'vase', 'bell'] },
});

function prizeOf(arc: Arc, material: Material, random: SeededRandom): Entity {
  const lasting = material.themeNouns.filter((noun) => isPortable(noun) && !isFleeting(noun));
  const { best = /^$/, others = ['star'] } = TREASURES[arc.key] ?? {};
  const fitting = lasting.filter((noun) => best.test(noun));
  if (fitting.length > 0) return plain(random.pick(fitting));
  return plain(random.pick(lasting.length > 0 && arc.key !== 'celebration' ? lasting : others));
}

const plain = (noun: string): Entity => ({ noun });

/** Who and what each page is about: an episode keeps its guest, thing and place; the passing sights change. */
export function scenesOf(plan: readonly PlannedPage[], arc: Arc, material: Material, random: SeededRandom): Scene[] {
  const { cast, setting } = material;
  const prize = prizeOf(arc, material, random);
  const guests: Entity[] = [...cast.others, ...material.guests.map(plain)];
  // A search by map must not meet a second map on the way.
  const taken = new Set([prize.noun, ...(arc.key === 'adventure' ? ['map'] : [])]);
  const left = material.things.filter((noun) => !taken.has(noun)).map(plain);
  const things = left.length > 0 ? left : [prize];
  const places = random.shuffled(setting.places);
  return plan.map((page, number) => {
    const episode = page.episode;
    const guest = cyclicAt(guests, Math.max(0, episode));
    const place = cyclicAt(places, episode >= 0 ? episode + Math.floor(episode / places.length) : number + 5);
    const passers = guests.filter((each) => !each.name && each !== guest);
    return {
      hero: cast.hero,
      friend: cast.friend,
      guest,
      helper: cyclicAt(guests, 0),
      prize,
      thing: cyclicAt(things, episode >= 0 ? episode + Math.floor(episode / guests.length) : number),
      passer: passers.length > 0 ? cyclicAt(passers, number) : guest,
      scenery:
        number % 2 === 0 && material.scenery.length > 0
          ? plain(cyclicAt(material.scenery, number / 2))
          : { noun: place.see, name: place.at.replace(/^[a-z]+ /, '') },
      place,
      setting: setting.where,
      fog: setting.weather?.fog ?? 'a thick fog',
      wind: setting.weather?.wind ?? 'the wind',
      event: material.event ?? 'party',
      went: material.went,
    };
  });
}

/** In a prompt everybody is named with the kind each time, since each page is drawn by itself. */
const titled = (entity: Entity): Entity =>
  entity.name && !entity.plural
    ? { ...entity, epithet: isHuman(entity.noun) ? `(${entity.noun})` : `the ${entity.noun}` }
    : entity;

/** What the artist is told: who by name and kind, where, and something of the theme. */
export function promptOf(page: PlannedPage, scene: Scene, material: Material, number: number): string {
  const { hero, friend, guest, helper, place } = scene;
  const shown = { ...scene, hero: titled(hero), friend: titled(friend), guest: titled(guest), helper: titled(helper) };
  const seen = realise(page.beat.see, shown, new Set()).text;
  const here = seen.includes(place.at) || seen.includes(scene.setting) ? '' : ` ${place.at}`;
  const noun = `${seen}${here}`.includes(place.at) ? material.hintFor(place) : undefined;
  const hint = noun ? ` (${noun})` : '';
  const pool = material.themeThings.length >= 3 ? material.themeThings : material.themeNouns;
  const sights = pool.filter((each) => ![hero.noun, friend.noun].includes(each) && !seen.includes(each));
  const sight = sights[number % Math.max(1, sights.length)];
  const where = seen.includes(scene.setting) ? '' : `, ${scene.setting}`;
  return `${seen}${here}${hint}${where}${sight ? `, with ${indefinite(sight)}` : ''}`;
}
