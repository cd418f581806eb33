import { expect, it } from 'vitest';
import { openDisclosures } from '../../../token';
import { decodeSdJwtText, digestOf, makeSdJwt, makeSalt } from '../../../token/sd-jwt/sd-jwt.fixture';
import { encodePart } from '../../fixture/tokens.fixture';
import { readExactDisclosed } from './exact-disclosed';

const large = '12345678901234567890';
const encodeParts = (...parts: readonly string[]) => encodePart(`[${parts.join(', ')}]`);
const salts = Array.from('abcd', (letter) => `"${makeSalt(letter)}"`);

it('writes the numbers of the payload and of nested disclosures as they were signed', async () => {
  const [a = '', b = '', c = '', d = ''] = salts;
  const city = encodeParts(a, '"zip"', `${large}1`);
  const address = encodeParts(b, '"address"', `{"_sd":["${digestOf(city)}"],"lines":[1.0, ${large}2]}`);
  const element = encodeParts(c, `${large}3`);
  const plain = encodeParts(d, '"a/b"', '1e2');
  const disclosures = [city, address, element, plain];
  const claims = `{
    "id": ${large},
    "text": "x",
    "list": [{"...":"hidden"}, 7.0, {"...":"${digestOf(element)}"}, ${large}4],
    "_sd": ["${digestOf(address)}", "${digestOf(plain)}"]
  }`;
  const token = decodeSdJwtText(makeSdJwt(claims, disclosures));
  const exact = await readExactDisclosed(token, await openDisclosures(token));
  expect(exact.text.replaceAll(/\s/g, '')).toBe(
    `{"id":${large},"text":"x","list":[7.0,${large}3,${large}4],` +
      `"address":{"lines":[1.0,${large}2],"zip":${large}1},"a/b":1e2}`,
  );
  expect([...exact.members.keys()]).toEqual(['id', 'list', 'address', 'a/b']);
  expect(exact.members.get('id')).toBe(large);
  expect(exact.values[0]).toBe(`${large}1`);
  expect(exact.values[3]).toBe('1e2');
});

it('writes the numbers beside a digest in the value of a disclosure', async () => {
  const [a = '', b = ''] = salts;
  const element = encodeParts(a, '1');
  const digest = `{"...":"${digestOf(element)}"}`;
  const list = encodeParts(b, '"list"', `[${digest}, ${large}]`);
  const token = decodeSdJwtText(makeSdJwt({ _sd: [digestOf(list)] }, [list, element]));
  const exact = await readExactDisclosed(token, await openDisclosures(token));
  expect(exact.values[0]?.replaceAll(/\s/g, '')).toBe(`[${digest},${large}]`);
  expect(exact.members.get('list')?.replaceAll(/\s/g, '')).toBe(`[1,${large}]`);
});

it('has no value of a malformed disclosure, and none that isn’t disclosed', async () => {
  const [a = ''] = salts;
  const unreferenced = encodeParts(a, '"admin"', large);
  const token = decodeSdJwtText(makeSdJwt({ sub: 'x' }, ['!', unreferenced]));
  const exact = await readExactDisclosed(token, await openDisclosures(token));
  expect(exact.values).toEqual([undefined, large]);
  expect(exact.text).not.toContain('admin');
});
