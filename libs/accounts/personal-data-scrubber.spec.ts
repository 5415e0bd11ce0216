import { describe, expect, it } from '@jest/globals';
import { PersonalDataScrubber } from './personal-data-scrubber.js';

const id = '018f3f6e-0000-7000-8000-000000000001';
const pseudonym = '018f3f6e-0000-7000-8000-00000000000f';
const nobody = 'erased person 00000f';

describe('personal data in texts', () => {
  const traces = new PersonalDataScrubber({ id, email: 'mia.x@example.com', name: 'Mia (M.) Muster' }, pseudonym);

  it('are taken out of texts, in any case, and nowhere else', () => {
    expect(traces.without(`MIA.X@example.com asked; see ${id}, mia (m.) muster!`)).toBe(
      `${nobody} asked; see ${pseudonym}, ${nobody}!`,
    );
    expect(traces.without('mia.x@example.community')).toBe('mia.x@example.community');
    expect(traces.without('Mia Muster')).toBe('Mia Muster');
  });

  it('are taken out of JSON, keys as well', () => {
    expect(traces.withoutIn({ [id]: [{ of: 'mia.x@example.com' }, 3, null] })).toEqual({
      [pseudonym]: [{ of: nobody }, 3, null],
    });
  });

  it('leave a name alone that is a word of other texts', () => {
    expect(new PersonalDataScrubber({ id, email: 'a@b.c', name: 'Al' }, pseudonym).without('Al is also there')).toBe(
      'Al is also there',
    );
  });
});
