import type { Arc } from './beat.js';
import type { Material } from './material.js';
import { indefinite } from './nouns.js';
import type { PlannedPage } from './plan.js';
import { type Entity, realise, type Scene } from './realiser.js';
import type { SeededRandom } from './seeded-random.js';

/** Which things each plot turns on best, when the theme names none that can be carried. */
const TREASURES: Readonly<Record<string, readonly string[]>> = {
  adventure: ['crown', 'key', 'bell', 'star'],
  friendship: ['kite', 'ball', 'drum', 'balloon'],
  fantasy: ['lantern', 'bell', 'crown', 'key'],
  celebration: ['cake', 'teapot', 'cake', 'vase'],
};

const plain = (noun: string): Entity => ({ noun });
const at = <T>(items: readonly T[], index: number): T => items[index % items.length] as T;

/** Who and what each page is about: an episode keeps its guest, thing and place; the passing sights change. */
export function scenesOf(plan: readonly PlannedPage[], arc: Arc, material: Material, random: SeededRandom): Scene[] {
  const { cast, setting } = material;
  const wanted = [...new Set(TREASURES[arc.key] ?? [])];
  const prize = plain(material.things.find((noun) => material.themeNouns.includes(noun)) ?? random.pick(wanted));
  const guests: Entity[] = [...cast.others, ...material.guests.map(plain)];
  const things = material.things.filter((noun) => noun !== prize.noun).map(plain);
  const places = random.shuffled(setting.places);
  return plan.map((page, number) => {
    const episode = page.episode;
    const guest = at(guests, Math.max(0, episode));
    const place = at(places, episode >= 0 ? episode + Math.floor(episode / places.length) : number + 5);
    const passers = guests.filter((each) => !each.name && each !== guest);
    return {
      hero: cast.hero,
      friend: cast.friend,
      guest,
      helper: at(guests, 0),
      prize,
      thing: at(things, episode >= 0 ? episode + Math.floor(episode / guests.length) : number),
      passer: passers.length > 0 ? at(passers, number) : guest,
      scenery:
        number % 2 === 0 && material.scenery.length > 0
          ? plain(at(material.scenery, number / 2))
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

const titled = (entity: Entity): Entity =>
  entity.name && !entity.plural ? { ...entity, epithet: `the ${entity.noun}` } : entity;

/** What the artist is told: who by name and kind, where, and something of the theme. */
export function promptOf(page: PlannedPage, scene: Scene, material: Material, number: number): string {
  const { hero, friend, guest, helper, place } = scene;
  const shown = { ...scene, hero: titled(hero), friend: titled(friend), guest: titled(guest), helper: titled(helper) };
  const seen = realise(page.beat.see, shown, new Set()).text;
  const here = seen.includes(place.at) || seen.includes(scene.setting) ? '' : ` ${place.at}`;
  const hint = `${seen}${here}`.includes(place.at) && !place.at.includes(place.see) ? ` (${place.see})` : '';
  const sights = material.themeNouns.filter((noun) => ![hero.noun, friend.noun].includes(noun) && !seen.includes(noun));
  const sight = sights[number % Math.max(1, sights.length)];
  const where = seen.includes(scene.setting) ? '' : `, ${scene.setting}`;
  return `${seen}${here}${hint}${where}${sight ? `, with ${indefinite(sight)}` : ''}`;
}
