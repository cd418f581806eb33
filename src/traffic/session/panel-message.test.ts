import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  maxCausesPerCall,
  maxDecidedClaims,
  maxFetchedLength,
  maxFiles,
  maxFilterLength,
  maxKeyNameLength,
  maxKeyLength,
  maxScopeLength,
  maxSightingsPerCall,
} from './limits';
import { parsePanelMessage } from './panel-message';
import type { Call, PanelMessage } from './protocol';

const slot = { purpose: 'decrypt', scope: { kind: 'header', value: '["dir"]' } } as const;
const key = { id: 'k1', ...slot, origin: 'dropped', text: 'k' } as const;
const draft = { raw: 'a.b.c', listedRaw: 'd.e.f', isOpen: true, header: '{}', claims: '{}' } as const;
const keySet = {
  origin: 'fetched',
  url: 'https://id.test/jwks',
  text: '{}',
  issuers: ['https://id.test'],
} as const;
const calls: Call[] = [
  { name: 'exchange', exchangeId: 'http-1' },
  { name: 'sightings', tokenId: 1, from: 0, to: 50 },
  { name: 'context', tokenId: 1 },
  { name: 'lineage', tokenId: 1 },
  { name: 'rejection', exchangeId: 'http-1' },
  { name: 'flow', of: { exchangeId: 'http-1' } },
  { name: 'flow', of: { tokenId: 1 } },
  { name: 'causes', exchangeIds: ['http-1', 'http-2'] },
  { name: 'save', format: 'har' },
  { name: 'save', format: 'json' },
  { name: 'save', format: 'json', sanitize: {} },
  { name: 'save', format: 'har', sanitize: { decided: { sub: true, name: false } } },
  { name: 'preview save', sanitize: { decided: {} } },
  { name: 'plan call', resending: { exchangeId: 'http-1', choice: { kind: 'none' } } },
  {
    name: 'send again',
    resending: { exchangeId: 'http-1', tokenId: 2, choice: { kind: 'text', text: 'a.b.c' } },
    isConfirmed: true,
    pageOrigin: 'https://app.test',
  },
  {
    name: 'write back',
    write: { tokenId: 1, origin: 'https://app.test', area: 'cookie', key: 'session', text: 'a.b.c' },
  },
  { name: 'undo write', writeId: 1 },
  { name: 'override', override: { origin: 'https://api.test', authorization: 'Bearer a.b.c' } },
  { name: 'override' },
];
const messages: PanelMessage[] = [
  { logId: 1, type: 'settings', settings: { paused: true, preserve: false } },
  { logId: 1, type: 'clear' },
  { logId: 1, type: 'forget write', writeId: 1 },
  { logId: 1, type: 'select', tokenId: 3 },
  { logId: 1, type: 'select', tokenId: undefined },
  { logId: 1, type: 'select request', exchangeId: 'http-1' },
  { logId: 1, type: 'select request', exchangeId: undefined },
  { logId: 1, type: 'filter', text: 'a' },
  { logId: 1, type: 'view', view: 'requests' },
  { logId: 1, type: 'overview', isCollapsed: true },
  { logId: 1, type: 'layout', layout: {} },
  {
    logId: 1,
    type: 'layout',
    layout: { share: 30, showsAll: true, firstRequestId: 'http-1', firstTokenId: 3 },
  },
  {
    logId: 1,
    type: 'layout',
    layout: { isJson: true, folds: { claims: true }, isKeyringShown: false, comparedIds: [1, 2] },
  },
  { logId: 1, type: 'draft', draft },
  { logId: 1, type: 'draft', draft: { ...draft, key: { source: 'pasted', text: 'k' } } },
  { logId: 1, type: 'forget draft', raw: 'a.b.c' },
  { logId: 1, type: 'add key', key },
  { logId: 1, type: 'remove key', id: 'k1' },
  { logId: 1, type: 'name key', named: { id: 'k1', name: 'Staging' } },
  { logId: 1, type: 'add key set', keySet },
  { logId: 1, type: 'remove key set', url: keySet.url },
  { logId: 1, type: 'use key set', url: keySet.url, isUsed: false },
  { logId: 1, type: 'close files' },
  { logId: 1, type: 'dismiss files' },
  { logId: 1, type: 'cancel', callId: 2 },
  ...calls.map((call) => ({ logId: 1, type: 'call', callId: 2, call }) as const),
];

describe('parsePanelMessage', () => {
  it('rejects invalid messages', () => {
    const rejected: object[] = [
      {},
      { type: 'snapshot' },
      { type: ['clear'] },
      { type: 'select', tokenId: '1' },
      { type: 'select', tokenId: 1.5 },
      { type: 'select', tokenId: -1 },
      { type: 'select request', exchangeId: 1 },
      { type: 'view', view: 'cookies' },
      { type: 'overview', isCollapsed: 1 },
      { type: 'settings' },
      { type: 'settings', settings: { paused: 1, preserve: true } },
      { type: 'filter' },
      { type: 'filter', text: 'x'.repeat(maxFilterLength + 1) },
      { type: 'add key', key: { ...key, id: 1 } },
      { type: 'remove key', id: 1 },
      { type: 'name key', named: { id: 'k1', name: 'x'.repeat(maxKeyNameLength + 1) } },
      { type: 'remove key set' },
      { type: 'use key set', url: keySet.url },
      { type: 'add key set' },
      { type: 'add key set', keySet: { ...keySet, origin: 'captured' } },
      { type: 'add key set', keySet: { ...keySet, url: 'http://id.test/jwks' } },
      { type: 'add key set', keySet: { ...keySet, text: 'x'.repeat(maxFetchedLength + 1) } },
      { type: 'add key set', keySet: { ...keySet, issuers: [] } },
      { type: 'add key set', keySet: { ...keySet, issuers: ['https://id.test', 'https://other.test'] } },
      { type: 'add key set', keySet: { ...keySet, issuers: [7] } },
      { type: 'add key' },
      { type: 'add key', key: { ...key, text: '' } },
      { type: 'add key', key: { ...key, text: 'x'.repeat(maxKeyLength + 1) } },
      { type: 'add key', key: { ...key, origin: 'guessed' } },
      { type: 'add key', key: { ...key, purpose: 'sign' } },
      { type: 'add key', key: { ...key, scope: 'all' } },
      { type: 'add key', key: { ...key, scope: { kind: 'page', value: '' } } },
      { type: 'add key', key: { ...key, scope: { kind: 'token', value: 'x'.repeat(maxScopeLength + 1) } } },
      { type: 'remove key', key: { purpose: 'verify' } },
      { type: 'call', call: calls[0] },
      { type: 'cancel', callId: 'x' },
    ];
    for (const value of rejected) expect(parsePanelMessage({ logId: 1, ...value })).toBeUndefined();
    for (const value of [undefined, null, 'clear', [], { type: 'clear' }, { logId: -1, type: 'clear' }]) {
      expect(parsePanelMessage(value)).toBeUndefined();
    }
  });

  it('returns the ID of an invalid call', () => {
    const file = new File(['{}'], 'a.har');
    const malformed: unknown[] = [
      undefined,
      {},
      { name: 'send again' },
      { name: 'exchange', exchangeId: 1 },
      { name: 'sightings', tokenId: 1, from: 2, to: 1 },
      { name: 'sightings', tokenId: 1, from: 0, to: maxSightingsPerCall + 1 },
      { name: 'rejection' },
      { name: 'flow' },
      { name: 'flow', of: {} },
      { name: 'flow', of: { tokenId: -1 } },
      { name: 'causes', exchangeIds: 'http-1' },
      { name: 'causes', exchangeIds: [1] },
      { name: 'causes', exchangeIds: Array(maxCausesPerCall + 1).fill('a') },
      { name: 'context' },
      { name: 'lineage', tokenId: '1' },
      { name: 'save', format: 'csv' },
      { name: 'save', format: 'har', sanitize: { decided: { sub: 'yes' } } },
      { name: 'save', format: 'har', sanitize: { decided: ['sub'] } },
      { name: 'preview save', sanitize: { decided: { ['a'.repeat(2_000)]: true } } },
      {
        name: 'preview save',
        sanitize: {
          decided: Object.fromEntries(
            Array.from({ length: maxDecidedClaims + 1 }, (_, at) => [`c${at}`, true]),
          ),
        },
      },
      { name: 'preview save' },
      { name: 'open files' },
      { name: 'open files', files: [] },
      { name: 'open files', files: [{ name: 'a.har', size: 1 }] },
      { name: 'open files', files: [file, new Blob(['{}'])] },
      { name: 'open files', files: Array.from({ length: maxFiles + 1 }, () => file) },
    ];
    for (const call of malformed) {
      const message = { logId: 1, type: 'call', callId: 5, call };
      expect(parsePanelMessage(message)).toEqual({ type: 'malformed', callId: 5 });
    }
  });

  it('parses every message and drops unknown members', () => {
    for (const message of messages) {
      expect(parsePanelMessage(structuredClone({ ...message, extra: 1 }))).toStrictEqual(message);
    }
  });

  it('parses files to open', () => {
    const call = { name: 'open files', files: [new File(['{}'], 'a.har'), new File(['{}'], 'b.har')] };
    const message = { logId: 1, type: 'call', callId: 1, call };
    expect(parsePanelMessage({ ...message, call: { ...call, extra: 1 } })).toStrictEqual(message);
  });

  it('never throws', () => {
    const type = fc.constantFrom('settings', 'select', 'filter', 'add key', 'remove key', 'call', 'other');
    const value = fc.record({
      logId: fc.constant(1),
      type,
      settings: fc.anything(),
      tokenId: fc.anything(),
      text: fc.anything(),
      key: fc.anything(),
      callId: fc.oneof(fc.nat(), fc.anything()),
      call: fc.oneof(
        fc.record({ name: fc.constantFrom('sightings', 'open files'), files: fc.anything() }),
        fc.anything(),
      ),
    });
    fc.assert(fc.property(fc.oneof(value, fc.anything()), (data) => void parsePanelMessage(data)));
  });
});
