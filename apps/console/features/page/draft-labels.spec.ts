import { describe, expect, it } from '@jest/globals';
import { draftAfter, draftAfterSave, changedText } from './draft-labels.js';

const page = { text: 'Mia sails.', prompt: 'a boat' };
const started = { ...page, base: page };

describe('the draft of a page', () => {
  const CASES: [what: string, before: Parameters<typeof draftAfter>[0], typed: object, after: object | null][] = [
    [
      'begins with the first key',
      undefined,
      { text: 'Mia sails!' },
      { text: 'Mia sails!', prompt: 'a boat', base: page },
    ],
    [
      'keeps one field while the other is typed',
      { ...started, text: 'x' },
      { prompt: 'y' },
      { text: 'x', prompt: 'y', base: page },
    ],
    ['holds an emptied field', undefined, { text: '' }, { text: '', prompt: 'a boat', base: page }],
    ['is over when the words are those of before', { ...started, text: 'x' }, { text: 'Mia sails.' }, null],
    ['does not begin without a change', undefined, { prompt: 'a boat' }, null],
    [
      'remembers what was there when it began, whatever the page says now',
      { text: 'mine', prompt: 'p', base: { text: 'old', prompt: 'p' } },
      { text: 'mine!' },
      { text: 'mine!', prompt: 'p', base: { text: 'old', prompt: 'p' } },
    ],
  ];
  it.each(CASES)('%s', (_, before, typed, after) => {
    expect(draftAfter(before, page, typed)).toEqual(after);
  });

  it('keeps what was typed while it was being saved, as a draft over what was saved', () => {
    const sent = { ...started, text: 'Mia sails far.' };
    expect(draftAfterSave(sent, sent)).toBeNull();
    expect(draftAfterSave({ ...sent, text: 'Mia sails far away.' }, sent)).toEqual({
      text: 'Mia sails far away.',
      prompt: 'a boat',
      base: { text: 'Mia sails far.', prompt: 'a boat' },
    });
  });

  it('sends only what differs from what was there when it began', () => {
    expect(changedText({ text: 'x', prompt: 'a boat', base: page })).toEqual({ text: 'x' });
    expect(changedText(started)).toEqual({});
  });
});
