import { onScopeDispose, ref, shallowRef } from 'vue';
import { folded } from '#contracts/folded-text.js';
import type { IconName } from '../components/Icon.vue';

/** Something that the palette can do or open. */
export interface Command {
  id: string;
  name: string;
  /** Beside the name: where it leads, or of which job it is. */
  hint?: string;
  icon: IconName;
  group: string;
  run(): unknown;
}

export const paletteOpen = ref(false);
const offers = shallowRef<readonly (() => Command[])[]>([]);
export const offeredCommands = (): Command[] => offers.value.flatMap((offer) => offer());

/** Offers commands for as long as the component lives: the actions of the open job. */
export function offerCommands(offer: () => Command[]): void {
  offers.value = [...offers.value, offer];
  onScopeDispose(() => (offers.value = offers.value.filter((each) => each !== offer)));
}

/** Commands that hold every word that was typed, names that begin with it first; all of them for no words. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const fits = commands.filter(({ name, hint, group }) => {
    const text = folded(`${name} ${hint ?? ''} ${group}`);
    return words.every((word) => text.includes(word));
  });
  const first = words[0] ?? '';
  return first === ''
    ? fits
    : fits.sort((a, b) => Number(folded(b.name).startsWith(first)) - Number(folded(a.name).startsWith(first)));
}

/** Commands by group, groups in the order of their first command. */
export const grouped = (commands: readonly Command[]): [string, Command[]][] => [
  ...Map.groupBy(commands, ({ group }) => group),
];
