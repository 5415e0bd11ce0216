import { onScopeDispose, ref, shallowRef } from 'vue';
import type { IconName } from './Icon.vue';

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

/** Offers commands for as long as the component lives: the acts of the job that is open. */
export function offerCommands(offer: () => Command[]): void {
  offers.value = [...offers.value, offer];
  onScopeDispose(() => (offers.value = offers.value.filter((each) => each !== offer)));
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Commands that hold every word that was typed, names that begin with it first; all of them for no words. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const fits = commands.filter(({ name, hint, group }) => {
    const text = fold(`${name} ${hint ?? ''} ${group}`);
    return words.every((word) => text.includes(word));
  });
  const first = words[0] ?? '';
  return first === '' ? fits : fits.sort((a, b) => Number(fold(b.name).startsWith(first)) - Number(fold(a.name).startsWith(first))); // prettier-ignore
}

/** Commands by group, groups in the order of their first command. */
export const grouped = (commands: readonly Command[]): [string, Command[]][] => [
  ...Map.groupBy(commands, ({ group }) => group),
];
