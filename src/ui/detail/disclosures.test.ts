// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDisclosure, makeKeyPair, makeSdJwt } from '../fixture/nested.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, type, until, type Screen } from '../fixture/screen.fixture';
import { encodePart, makeToken } from '../fixture/tokens.fixture';
import { digestOf, makeSdJwt as makeSdJwtText } from '../../token/sd-jwt/sd-jwt.fixture';

let screen: Screen;
const page = document.body;

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => screen.close());

const disclosures = () => screen.region('Disclosures');
const expectText = (text: string) => until(() => expect(disclosures().textContent).toContain(text));
const namesIn = (region: string) =>
  findAllByRole(screen.region(region), 'rowheader').map(({ textContent }) => textContent);

describe('DisclosuresSection', () => {
  it('does not exist for a token that is not an SD-JWT', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    expect(findAllByRole(page, 'region', 'Disclosures')).toEqual([]);
  });

  it('counts the disclosures and the undisclosed digests, and shows disclosed claims in Claims', async () => {
    await screen.showAndSelect(
      await makeSdJwt({
        claims: { iss: 'https://issuer.test', n: 1 },
        disclosed: { given_name: 'Alice', age: 30 },
        undisclosed: 1,
      }),
    );
    await expectText('2 claims or array elements are disclosed.');
    await expectText('1 digest without a disclosure');
    expect(namesIn('Disclosures')).toEqual(['given_name', 'age']);
    expect(disclosures().textContent).toContain('at /given_name');
    expect(disclosures().textContent).toContain('No key binding');
    expect(namesIn('Claims')).toEqual(['iss', 'n', 'cnf', 'given_name', 'age']);
    expect(screen.region('Claims').textContent).toContain('Alice');
  });

  it('shows numbers in Disclosures and in Claims as they were signed', async () => {
    const disclosure = encodePart('["salt-of-16-chars-0", "id", 12345678901234567890]');
    await screen.showAndSelect(makeSdJwtText({ _sd: [digestOf(disclosure)] }, [disclosure]));
    await expectText('12345678901234567890');
    await until(() => expect(screen.region('Claims').textContent).toContain('12345678901234567890'));
    findByRole(page, 'button', 'Copy claims').click();
    await until(() => expect(screen.commanded.join()).toContain('12345678901234567890'));
  });

  it('goes to the claim of a disclosure, and the two highlight each other in the encoded text', async () => {
    const raw = await makeSdJwt({ disclosed: { given_name: 'Alice', age: 30 } });
    const [, first = '', second] = raw.split('~');
    await screen.showAndSelect(raw);
    await expectText('at /given_name');
    const claim = (name: string) => findByRole(screen.region('Claims'), 'rowheader', name).closest('tr');
    const mark = () => screen.region('Encoded').querySelector('mark')?.textContent;
    findByRole(disclosures(), 'button', 'at /given_name').click();
    await until(() => expect(document.activeElement).toBe(claim('given_name')));
    expect(mark()).toBe(first);
    const text = findByRole(screen.region('Encoded'), 'slider');
    press(text, 'End');
    await until(() => expect(claim('age')?.className).toContain('member-marked'));
    expect(mark()).toBe(second);
    expect(text.getAttribute('aria-valuetext')).toBe('$.age: 30');
  });

  it('reports disclosures that are malformed or that the issuer did not sign', async () => {
    await screen.showAndSelect(
      await makeSdJwt({ added: [makeDisclosure('salt', 'admin', true), makeDisclosure('alone')] }),
    );
    await expectText('No digest in the token matches this disclosure.');
    await expectText('Malformed disclosure');
    expect(disclosures().textContent).not.toMatch(/\b0 /);
    expect(namesIn('Claims')).not.toContain('admin');
  });

  const binding = () => disclosures().querySelector('.verdict');
  const verifyWith = async (key: object) => {
    await screen.unfold('Signature');
    type(findByRole(screen.region('Signature'), 'textbox', 'Key'), JSON.stringify(key));
    findByRole(screen.region('Signature'), 'button', 'Verify').click();
  };

  it('shows a valid key binding only if the signature of the issuer is valid, and opens its JWT', async () => {
    const issuer = await makeKeyPair();
    await screen.showAndSelect(await makeSdJwt({ disclosed: { a: 1 }, binding: 'valid', issuer }));
    await expectText('The issuer’s signature over that key isn’t verified.');
    expect(binding()?.className).toBe('verdict verdict-unchecked');

    await verifyWith((await makeKeyPair()).publicJwk);
    await until(() => expect(screen.region('Signature').textContent).toContain('Invalid'));
    expect(binding()?.className).toBe('verdict verdict-unchecked');

    await verifyWith(issuer.publicJwk);
    await expectText('for exactly these disclosures');
    expect(binding()?.className).toBe('verdict verdict-valid');
    findByRole(disclosures(), 'button', 'Open nested token').click();
    await until(() => expect(screen.region('Claims').textContent).toContain('https://shop.test'));
  });

  it('shows an invalid key binding if the disclosures were changed after it was signed', async () => {
    const issuer = await makeKeyPair();
    await screen.showAndSelect(
      await makeSdJwt({ disclosed: { a: 1 }, binding: 'of other disclosures', issuer }),
    );
    await verifyWith(issuer.publicJwk);
    await until(() => expect(screen.region('Signature').textContent).toContain('Valid'));
    await expectText('"sd_hash" doesn’t match');
    expect(binding()?.className).toBe('verdict verdict-invalid');
  });

  it('shows a key binding as not verified, with the reason, if its signature cannot be verified', async () => {
    const issuer = await makeKeyPair();
    await screen.showAndSelect(await makeSdJwt({ disclosed: { a: 1 }, binding: 'unsigned', issuer }));
    await verifyWith(issuer.publicJwk);
    await until(() => expect(screen.region('Signature').textContent).toContain('Valid'));
    await expectText('algorithm NONE');
    expect(binding()?.className).toBe('verdict verdict-unchecked');
    expect(disclosures().querySelector('.verdict-valid')).toBeNull();
  });

  it('discloses nothing with an unknown hash algorithm, and shows its name', async () => {
    await screen.showAndSelect(
      await makeSdJwt({ claims: { _sd_alg: 'md5' }, disclosed: { a: 1 }, binding: 'valid' }),
    );
    await expectText('The hash algorithm "md5" in "_sd_alg" isn’t supported');
    expect(disclosures().textContent).not.toMatch(/\b0 /);
    expect(disclosures().querySelector('.verdict-valid')).toBeNull();
  });

  it('shows the disclosures of a malicious token as text, and a limited number of them', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      makeDisclosure('salt', `<img src=x onerror=alert(${index})>\u202E`, '<script>'),
    );
    await screen.showAndSelect(await makeSdJwt({ added: many }));
    await expectText('Showing 300 of 1,000 disclosures.');
    expect(namesIn('Disclosures')).toHaveLength(300);
    expect(page.querySelectorAll('.section :is(img, script)')).toHaveLength(0);
    expect(disclosures().textContent).toContain('⟨U+202E⟩');
    expect(page.innerHTML).not.toContain('\u202E');
  });

  it('never shows the disclosures of the previous token', async () => {
    const raws = [
      await makeSdJwt({ disclosed: { first: 'L'.repeat(2_000) } }),
      await makeSdJwt({ disclosed: { second: 'M'.repeat(3_000) } }),
    ];
    await screen.show(...raws);
    screen.model.tokens.select(1);
    await until(() => expect(namesIn('Disclosures')).toEqual(['first']));
    findByRole(disclosures(), 'button', /^Show all/).click();
    await until(() => expect(findAllByRole(disclosures(), 'button', /^Show all/)).toEqual([]));
    screen.model.tokens.select(2);
    await until(() => expect(namesIn('Disclosures')).toEqual(['second']));
    // Expanding one long value doesn't expand others.
    void findByRole(disclosures(), 'button', /^Show all/);
  });
});
