import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { maxDisclosures } from '../limits';
import { encode, makeToken } from '../token.fixture';
import { decodeSdJwtText, makeDisclosure, makeSalt, makeSdJwt } from './sd-jwt.fixture';

const salt = makeSalt('a');
const name = makeDisclosure(salt, 'name', 'Alice');
const element = makeDisclosure(salt, 'DE');
const issuerSigned = makeToken({ alg: 'ES256' }, { iss: 'https://id.example' });

describe("text that isn't an SD-JWT", () => {
  it.each([
    ['without its last tilde', `${issuerSigned}~${name}`, 'sd_jwt_tilde', 'token', -1],
    ['with a broken signature', `${issuerSigned}$~`, 'bad_character', 'signature', issuerSigned.length],
    ['with a broken payload', 'eyJhbGciOiJFUzI1NiJ9.$.~', 'bad_character', 'payload', 21],
    ['with four parts', `${issuerSigned}.AAAA~`, 'bad_character', 'token', issuerSigned.length + 5],
    ['without a signed token', '~~~', 'bad_character', 'header', 0],
    [
      'with more disclosures than the limit',
      `${issuerSigned}${'~'.repeat(maxDisclosures + 2)}`,
      'too_many_disclosures',
      'token',
      0,
    ],
  ])('%s is malformed', (_, text, reason, segment, offset) => {
    expect(decode(text)).toMatchObject({
      kind: 'malformed',
      raw: text,
      reason,
      segment,
      offset: offset === -1 ? text.length : offset,
    });
  });

  it('returns the parts that can be decoded', () => {
    expect(decode(`${issuerSigned}~${name}`)).toMatchObject({ claims: { iss: 'https://id.example' } });
  });

  it('has more disclosures than the limit in JSON serialization', () => {
    const header = { alg: 'ES256', disclosures: Array.from({ length: maxDisclosures + 1 }, () => 'x') };
    expect(decode(JSON.stringify({ payload: '', signature: '', header }))).toMatchObject({
      reason: 'too_many_disclosures',
    });
  });
});

describe('a disclosure', () => {
  it.each([
    ['padding', `${name}=`, 'not_base64url'],
    ['no content', '', 'not_json'],
    ['text', encode('text'), 'not_json'],
    ['an object', encode({}), 'not_a_disclosure'],
    ['one part', makeDisclosure(salt), 'not_a_disclosure'],
    ['four parts', makeDisclosure(salt, 'a', 1, 2), 'not_a_disclosure'],
    ['a salt that is a number', makeDisclosure(1, 'a', 1), 'not_a_disclosure'],
    ['a name that is a number', makeDisclosure(salt, 1, 1), 'bad_name'],
    ['the name _sd', makeDisclosure(salt, '_sd', []), 'bad_name'],
    ['the name ...', makeDisclosure(salt, '...', ''), 'bad_name'],
  ])('with %s is invalid, but the token is not', (_, text, problem) => {
    const { disclosures } = decodeSdJwtText(`${issuerSigned}~${text}~${name}~`);
    expect(disclosures).toMatchObject([{ text, problem }, { text: name }]);
    expect(disclosures[1]).not.toHaveProperty('problem');
  });

  it('has a salt, a name and a value, but no name for an array element', () => {
    expect(decodeSdJwtText(`${issuerSigned}~${name}~${element}~`).disclosures).toEqual([
      { text: name, salt, name: 'name', value: 'Alice' },
      { text: element, salt, value: 'DE' },
    ]);
  });

  it('can contain any characters', () => {
    const text = makeDisclosure(salt, 'straße', 'Köln');
    expect(decodeSdJwtText(`${issuerSigned}~${text}~`).disclosures[0]).toMatchObject({ value: 'Köln' });
  });
});

describe('an SD-JWT', () => {
  it('consists of an issuer-signed JWT and disclosures', () => {
    const token = decodeSdJwtText(`${issuerSigned}~`);
    expect(token).toMatchObject({
      serialization: 'compact',
      header: { alg: 'ES256' },
      claims: { iss: 'https://id.example' },
      disclosures: [],
      jws: { kind: 'jws', raw: issuerSigned },
    });
    expect(token.payload).toBe(token.jws.payload);
    expect(token.signature).toBe(token.jws.signature);
    expect(token).not.toHaveProperty('keyBinding');
    expect(structuredClone(token)).toEqual(token);
  });

  it('has its key binding after the last tilde, malformed or not', () => {
    const bound = makeToken({ alg: 'ES256', typ: 'kb+jwt' }, { nonce: '1' });
    expect(decodeSdJwtText(makeSdJwt({}, [name], bound)).keyBinding).toMatchObject({
      kind: 'jws',
      raw: bound,
    });
    expect(decodeSdJwtText(makeSdJwt({}, [name], 'a.b')).keyBinding).toMatchObject({ kind: 'malformed' });
  });

  it('has disclosures and key binding in the first unprotected header of JSON (RFC 9901 §8.1)', () => {
    const [header = '', payload = '', signature = ''] = issuerSigned.split('.');
    const bound = makeToken({ alg: 'ES256', typ: 'kb+jwt' });
    const first = { protected: header, signature, header: { disclosures: [name], kb_jwt: bound } };
    for (const form of [
      { payload, ...first },
      { payload, signatures: [first, { protected: header, signature }] },
    ]) {
      const token = decodeSdJwtText(JSON.stringify(form));
      expect(token).toMatchObject({
        disclosures: [{ name: 'name' }],
        keyBinding: { kind: 'jws', raw: bound },
      });
      expect(token.jws.raw).toBe(token.raw);
    }
  });

  it('is a JWS if "disclosures" is not an array of strings', () => {
    const other = { payload: '', signature: '', header: { alg: 'none', disclosures: [1] } };
    expect(decode(JSON.stringify(other)).kind).toBe('jws');
  });

  it('can have a tilde in an unencoded payload', () => {
    const header = encode({ alg: 'ES256', b64: false, crit: ['b64'] });
    expect(decode(`${header}.a~b.AAAA`).kind).toBe('jws');
    expect(decodeSdJwtText(`${header}.a~b.AAAA~${name}~`)).toMatchObject({
      jws: { payloadText: 'a~b' },
      disclosures: [{ name: 'name' }],
    });
  });
});
