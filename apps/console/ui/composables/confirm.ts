import { shallowRef } from 'vue';

export interface Question {
  title: string;
  body: string;
  /** Label of the confirming button: what it does, "Cancel this book", never "OK". */
  confirmLabel: string;
  cancelLabel: string;
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
