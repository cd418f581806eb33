import { describe, expect, it, vi } from 'vitest';
import { parseLayout } from './list-layouts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

describe('a stored layout', () => {
  it('is kept', () => {
    const layout = {
      order: ['mark', 'subject'],
      visible: { issuer: false },
      widths: { subject: 120.5 },
      sort: { column: 'seen', direction: 'ascending' },
    };
    expect(parseLayout(layout)).toEqual(layout);
    expect(parseLayout({})).toEqual({});
  });

  it.each([undefined, null, 'text', 7, []])('is the default one for %j', (value) => {
    expect(parseLayout(value)).toEqual({});
  });

  it('has only IDs and numbers: no text that could be from a token', () => {
    const token = `eyJ${'x'.repeat(100)}`;
    const stored = parseLayout({
      token,
      order: [token, 'subject', 7],
      visible: { [token]: true, issuer: 'yes', kind: true },
      widths: { subject: token, issuer: -1, kind: 1e9, seen: 80 },
      sort: { column: token, direction: 'ascending' },
    });
    expect(stored).toEqual({ order: ['subject'], visible: { kind: true }, widths: { seen: 80 } });
  });
});
