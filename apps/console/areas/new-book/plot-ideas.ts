import type { PlotPoint, StoryTemplate } from '#contracts/book.js';

export const POINT_WORDS: Record<PlotPoint, { name: string; hint: string }> = {
  setup: { name: 'Setup', hint: 'Who are they, and what do they want?' },
  conflict: { name: 'Conflict', hint: 'What gets in their way?' },
  climax: { name: 'Climax', hint: 'The most exciting moment: what turns it?' },
  resolution: { name: 'Resolution', hint: 'How does it end?' },
};

/** A plot to begin with for each template; a person makes it their own. `hero` is put in for them. */
const IDEAS: Record<StoryTemplate, Record<PlotPoint, string>> = {
  adventure: {
    setup: '{hero} finds an old map that shows a hidden treasure.',
    conflict: 'The bridge on the way is broken, and the map flies away in the wind.',
    climax: '{hero} crosses the river on a raft and finds the cave behind the waterfall.',
    resolution: '{hero} brings the treasure home and shares it with everybody.',
  },
  friendship: {
    setup: '{hero} is new here and wants to find a friend.',
    conflict: 'Everybody is busy, and {hero} breaks the kite of the only one who said hello.',
    climax: '{hero} says sorry and builds a new kite, and both fly it together.',
    resolution: '{hero} has a friend, and soon there are many.',
  },
  fantasy: {
    setup: '{hero} finds a tiny dragon in the garden.',
    conflict: 'The dragon is homesick, but the door to the castle in the clouds is locked.',
    climax: '{hero} rides on a cloud and opens the door with a song.',
    resolution: 'The dragon is home again, and {hero} may come back every full moon.',
  },
};

export function ideasFor(template: string, hero: string): Record<PlotPoint, string> {
  const ideas = IDEAS[template as StoryTemplate] ?? IDEAS.adventure;
  const name = hero.split(/,| the /)[0]?.trim() || 'The hero';
  return Object.fromEntries(Object.entries(ideas).map(([point, words]) => [point, words.replaceAll('{hero}', name)])) as Record<PlotPoint, string>; // prettier-ignore
}
