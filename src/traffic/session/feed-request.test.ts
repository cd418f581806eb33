import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedRequest } from './feed';
import { parseFeedMessage, parseFeedRequest } from './feed-request';

const requests: FeedRequest[] = [
  { type: 'settings', settings: { paused: true, preserve: false } },
  { type: 'clear' },
  { type: 'look', id: 3 },
  { type: 'look', id: undefined },
  { type: 'remember', screen: { filter: 'a', keys: [] } },
  { type: 'save', format: 'har' },
  { type: 'save', format: 'json' },
  { type: 'close files' },
  { type: 'dismiss files' },
  { type: 'remember', screen: { selectedId: 1, filter: '', keys: [{ issuer: 'i', keyText: 'k' }] } },
];

describe('parseFeedRequest', () => {
  it('refuses what is no request', () => {
    const screen = { filter: '', keys: [] };
    const refused: unknown[] = [
      undefined,
      null,
      'clear',
      [],
      {},
      { type: 'state' },
      { type: ['clear'] },
      { type: 'save' },
      { type: 'save', format: 'csv' },
      { type: 'save', format: ['har'] },
      { type: 'open files' },
      { type: 'open files', files: [] },
      { type: 'open files', files: [{ name: 'a.har', size: 1 }] },
      { type: 'open files', files: [new File(['{}'], 'a.har'), new Blob(['{}'])] },
      { type: 'look', id: '1' },
      { type: 'look', id: 1.5 },
      { type: 'settings' },
      { type: 'settings', settings: { paused: 1, preserve: true } },
      { type: 'remember', screen: null },
      { type: 'remember', screen: { ...screen, selectedId: Number.NaN } },
      { type: 'remember', screen: { ...screen, filter: 'x'.repeat(5 * 1024 * 1024) } },
      { type: 'remember', screen: { ...screen, keys: [null] } },
      { type: 'remember', screen: { ...screen, keys: [{ issuer: 'i' }] } },
      {
        type: 'remember',
        screen: { ...screen, keys: Array.from({ length: 1_001 }, () => ({ issuer: '', keyText: '' })) },
      },
    ];
    for (const value of refused) expect(parseFeedRequest(value)).toBeUndefined();
  });

  it('reads every request as it was sent, and takes nothing else along', () => {
    for (const request of requests) {
      expect(parseFeedRequest(structuredClone({ ...request, extra: 1 }))).toStrictEqual(request);
    }
  });

  it('reads files to be opened', () => {
    const files = [new File(['{}'], 'a.har'), new File(['{}'], 'b.har')];
    expect(parseFeedRequest({ type: 'open files', files, extra: 1 })).toStrictEqual({
      type: 'open files',
      files,
    });
  });

  it('never throws on data', () => {
    const type = fc.constantFrom('settings', 'clear', 'look', 'remember', 'save', 'open files', 'other');
    const value = fc.record({
      type,
      format: fc.anything(),
      files: fc.anything(),
      settings: fc.anything(),
      id: fc.anything(),
      screen: fc.anything(),
    });
    fc.assert(fc.property(fc.oneof(value, fc.anything()), (data) => void parseFeedRequest(data)));
  });
});

describe('parseFeedMessage', () => {
  it('refuses what has no type of a message', () => {
    for (const value of [undefined, null, 'state', {}, { type: 'clear' }]) {
      expect(parseFeedMessage(value)).toBeUndefined();
    }
  });

  it('gives back the message, of each type', () => {
    const message = { type: 'theme', theme: 'dark' };
    expect(parseFeedMessage(message)).toBe(message);
    for (const type of [
      'state',
      'delta',
      'settings',
      'watching',
      'health',
      'files',
      'saved',
      'context',
      'sightings',
    ]) {
      expect(parseFeedMessage({ type })).toEqual({ type });
    }
  });
});
