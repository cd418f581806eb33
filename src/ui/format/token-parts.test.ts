import { describe, expect, it } from 'vitest';
import { describeParts } from './token-parts';

function namesOf(raw: string): string[] {
  return describeParts(raw).map(({ name, text }) => `${name} ${text}`);
}

describe('the parts of an encoded token', () => {
  it.each([
    ['a.b.c', ['part_header a', 'part_payload b', 'part_signature c']],
    ['a.b.', ['part_header a', 'part_payload b', 'part_signature ']],
    ['a', ['part_header a']],
    ['a.b.c.d', ['part_header a', 'part_payload b', 'part_signature c', 'part_rest d']],
    ['a.b.c.d.e', ['part_header a', 'part_encrypted_key b', 'part_iv c', 'part_ciphertext d', 'part_tag e']],
    ['a.b.c~', ['part_header a', 'part_payload b', 'part_signature c', 'part_disclosures ']],
    ['a.b.c~x~y~', ['part_header a', 'part_payload b', 'part_signature c', 'part_disclosures x~y~']],
    [
      'a.b.c~x~y~h.p.s',
      [
        'part_header a',
        'part_payload b',
        'part_signature c',
        'part_disclosures x~y',
        'part_key_binding h.p.s',
      ],
    ],
    ['a.b.c~h.p.s', ['part_header a', 'part_payload b', 'part_signature c', 'part_key_binding h.p.s']],
    [' {"payload":"a.b~c"}', ['part_json  {"payload":"a.b~c"}']],
    ['a.b.c.d.e.f.g', ['part_header a', 'part_payload b', 'part_signature c', 'part_rest d.e.f.g']],
  ])('are named for %s', (raw, names) => {
    expect(namesOf(raw)).toEqual(names);
  });

  it('have a limited number, even with many dots, and contain the entire text', () => {
    const raw = '.'.repeat(100_000);
    const parts = describeParts(raw);
    expect(parts).toHaveLength(4);
    expect(parts.map(({ text }) => text).join('.')).toBe(raw);
  });
});
