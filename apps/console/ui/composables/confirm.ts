import { shallowRef } from 'vue';

export interface Question {
  title: string;
  body: string;
  /** What the button does, in words: "Cancel this book", never "OK". */
  act: string;
  keep: string;
  danger?: boolean;
}

export const asked = shallowRef<(Question & { answer(yes: boolean): void }) | null>(null);

/** Asks before something that can't be taken back; resolves with the answer. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (yes) => {
        asked.value = null;
        resolve(yes);
      },
    };
  });
}
