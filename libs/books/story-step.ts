/**
 * The step under which a story's answers are paid. Answers that were paid for and were of no use stay as they are: after
 * a manual retry the provider is asked again, under another key.
 */
export const storyStep = (uselessBefore: number): string =>
  uselessBefore === 0 ? 'story' : `story-${uselessBefore + 1}`;

/** Failures of a job that ended such an attempt: a refusal inside an answer was paid for and is stored, too. */
export const uselessStory = {
  page: null,
  group: { step: 'story', code: { in: ['bad-provider-answer', 'story-refused', 'content-refused'] } },
};
