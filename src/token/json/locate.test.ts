import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { createLocator, findJsonText, locate, type JsonPart } from './locate';
import type { JsonPath, Span } from './find-member';
import { parseExactJson } from './parse-exact';

/** Decodes the characters of a span, without bytes that are only partly in it. */
function decodeSpan(raw: string, { start, end }: Span): string {
  const before = raw.slice(0, start).split(/[."]/).at(-1) ?? '';
  const aligned = before.slice(0, before.length - (before.length % 4)).length;
  const from = start - (before.length - aligned);
  return Buffer.from(raw.slice(from, end), 'base64url').toString();
}

function find(raw: string, part: JsonPart, path: JsonPath) {
  const location = locate(decode(raw), part, path);
  if (location === undefined) throw new Error('not found');
  return location;
}

const claims = '{"sub":"alice", "é":{"roles":["admin","ünïque"]},"exp":1,"exp":2}';
const token = makeToken({ alg: 'HS256', kid: 'one' }, claims);

describe('the position of a member in the encoded text', () => {
  it('is undefined if there is no such member', () => {
    expect(locate(decode(token), 'claims', ['name'])).toBeUndefined();
    expect(locate(decode(token), 'claims', ['sub', 'x'])).toBeUndefined();
    expect(locate(decode(token), 'claims', ['é', 'roles', 2])).toBeUndefined();
    expect(locate(decode(token), 'header', ['typ'])).toBeUndefined();
    expect(locate(decode('a.b'), 'header', ['alg'])).toBeUndefined();
    expect(locate(decode(makeEncryptedToken()), 'claims', ['sub'])).toBeUndefined();
    expect(locate(decode(makeToken(undefined, '{"a":')), 'claims', ['a'])).toBeUndefined();
    expect(
      locate(decode(makeToken(undefined, Buffer.from([0xff]).toString('latin1'))), 'claims', ['a']),
    ).toBeUndefined();
  });

  it.each([
    ['header', ['kid'], '"kid"', '"one"'],
    ['claims', ['sub'], '"sub"', '"alice"'],
    ['claims', ['é', 'roles', 1], undefined, '"ünïque"'],
    ['claims', ['exp'], '"exp"', '2'],
  ] as const)('of %s %j contains its name and its value', (part, path, name, value) => {
    const location = find(token, part, path);
    expect(decodeSpan(token, location.value)).toContain(value);
    if (name === undefined) expect(location.name).toBeUndefined();
    else expect(location.name && decodeSpan(token, location.name)).toContain(name);
    expect(location.value.end - location.value.start).toBeLessThan((Buffer.from(value).length * 4) / 3 + 3);
  });

  it('is right in JSON serialization too, after escapes', () => {
    const [header = '', payload = '', signature] = token.split('.');
    const plain = JSON.stringify({ payload, protected: header, signature, header: { x5u: 'y' } }, null, 2);
    const raw = plain.replace(
      `"${payload}`,
      `"\\u00${payload.charCodeAt(0).toString(16)}${payload.slice(1)}`,
    );
    expect(decode(raw).kind).toBe('jws');
    expect(decodeSpan(plain, find(plain, 'claims', ['sub']).value)).toContain('"alice"');
    const { start } = find(raw, 'claims', ['sub']).value;
    expect(start).toBe(find(plain, 'claims', ['sub']).value.start + 5);
    expect(decodeSpan(plain, find(plain, 'header', ['kid']).value)).toContain('"one"');
    const own = find(plain, 'header', ['x5u']);
    expect(plain.slice(own.value.start, own.value.end)).toBe('"y"');
  });

  it('is found in the headers of the first recipient', () => {
    const raw = JSON.stringify({
      protected: encode({ enc: 'A128GCM' }),
      unprotected: { jku: 'shared' },
      recipients: [{ header: { alg: 'dir' } }],
      ciphertext: '',
    });
    expect(decodeSpan(raw, find(raw, 'header', ['enc']).value)).toContain('"A128GCM"');
    for (const [name, value] of [
      ['jku', '"shared"'],
      ['alg', '"dir"'],
    ] as const) {
      const { start, end } = find(raw, 'header', [name]).value;
      expect(raw.slice(start, end)).toBe(value);
    }
  });

  it('is that in the payload itself if the payload is unencoded', () => {
    const header = encode({ alg: 'HS256', b64: false, crit: ['b64'] });
    const raw = `${header}.{"a": "b"}.`;
    const { name, value } = find(raw, 'claims', ['a']);
    expect([name && raw.slice(name.start, name.end), raw.slice(value.start, value.end)]).toEqual([
      '"a"',
      '"b"',
    ]);
  });

  it('is found in an SD-JWT', () => {
    const raw = `${token}~${encode(['salt', 'a', 1])}~`;
    expect(find(raw, 'claims', ['sub'])).toEqual(find(token, 'claims', ['sub']));
  });

  it('contains the value of every member of any claims', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (any) => {
        const raw = makeToken({ alg: 'HS256' }, any);
        for (const name of Object.keys(any)) {
          expect(decodeSpan(raw, find(raw, 'claims', [name]).value)).toContain(JSON.stringify(any[name]));
        }
      }),
    );
  });
});

describe('the position of a node of exact JSON', () => {
  function locateAll(raw: string) {
    const exact = parseExactJson(claims);
    const locateNode = createLocator(decode(raw), 'claims');
    if ('problem' in exact || exact.value.kind !== 'object' || !locateNode) throw new Error('not located');
    return exact.value.members.map(({ name, value }) => [
      decodeSpan(raw, locateNode(name)),
      decodeSpan(raw, locateNode(value)),
    ]);
  }

  it('is that of each duplicate, also after characters of two bytes', () => {
    const found = locateAll(token);
    for (const [index, [name, value]] of [
      ['"sub"', '"alice"'],
      ['"é"', '{"roles":["admin","ünïque"]}'],
      ['"exp"', '1'],
      ['"exp"', '2'],
    ].entries()) {
      expect(found[index]?.[0]).toContain(name);
      expect(found[index]?.[1]).toContain(value);
    }
  });

  it('is right in JSON serialization too, after escapes, and in an unencoded payload', () => {
    const [header = '', payload = '', signature] = token.split('.');
    const plain = JSON.stringify({ payload, protected: header, signature });
    const raw = plain.replace(payload, `\\u00${payload.charCodeAt(0).toString(16)}${payload.slice(1)}`);
    const locateNode = createLocator(decode(raw), 'claims');
    const expected = createLocator(decode(plain), 'claims');
    const node = { at: { start: 7, end: 14 }, bytes: { start: 7, end: 14 } };
    const { start = 0, end = 0 } = expected?.(node) ?? {};
    expect(locateNode?.(node)).toEqual({ start: start + 5, end: end + 5 });

    const unencoded = `${encode({ alg: 'HS256', b64: false, crit: ['b64'] })}.{"e": "b"}.`;
    const span = createLocator(
      decode(unencoded),
      'claims',
    )?.({
      at: { start: 6, end: 9 },
      bytes: { start: 7, end: 10 },
    });
    expect(unencoded.slice(span?.start, span?.end)).toBe('"b"');
  });

  it('is undefined if the part is encrypted', () => {
    expect(createLocator(decode(makeEncryptedToken()), 'claims')).toBeUndefined();
  });
});

describe('the JSON text of a part', () => {
  it('is what was signed', () => {
    expect(findJsonText(decode(token), 'claims')).toBe(claims);
    expect(findJsonText(decode(token), 'header')).toBe('{"alg":"HS256","kid":"one"}');
  });

  it('is undefined if there is none', () => {
    expect(findJsonText(decode('x'), 'header')).toBeUndefined();
    expect(findJsonText(decode(makeEncryptedToken()), 'claims')).toBeUndefined();
    expect(
      findJsonText(decode('{"payload":"","signature":"","header":{"alg":"none"}}'), 'header'),
    ).toBeUndefined();
  });
});
