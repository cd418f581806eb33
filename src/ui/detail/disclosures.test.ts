// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDisclosure, makeKeyPair, makeSdJwt } from '../fixture/nested.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, type, until, type Screen } from '../fixture/screen.fixture';
import { makeToken } from '../fixture/tokens.fixture';

let screen: Screen;
const page = document.body;

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => screen.close());

const disclosures = () => screen.region('Disclosures');
const says = (text: string) => until(() => expect(disclosures().textContent).toContain(text));
const namesIn = (region: string) =>
  findAllByRole(screen.region(region), 'rowheader').map(({ textContent }) => textContent);

describe('the disclosures', () => {
  it('have no section where a token has none to disclose', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a' }));
    expect(findAllByRole(page, 'region', 'Disclosures')).toEqual([]);
  });

  it('are counted, as are those that are kept back, and stand in the claims', async () => {
    await screen.showAndSelect(
      await makeSdJwt({
        claims: { iss: 'https://issuer.test', n: 1 },
        disclosed: { given_name: 'Alice', age: 30 },
        undisclosed: 1,
      }),
    );
    await says('2 disclosures open claims.');
    await says('1 digest has no disclosure');
    expect(namesIn('Disclosures')).toEqual(['given_name', 'age']);
    expect(disclosures().textContent).toContain('at /given_name');
    expect(disclosures().textContent).toContain('No key binding');
    expect(namesIn('Claims')).toEqual(['iss', 'n', 'cnf', 'given_name', 'age']);
    expect(screen.region('Claims').textContent).toContain('Alice');
  });

  it('that the issuer did not sign, or that are none, are named and open nothing', async () => {
    await screen.showAndSelect(
      await makeSdJwt({ added: [makeDisclosure('salt', 'admin', true), makeDisclosure('alone')] }),
    );
    await says('No digest in the token refers to it');
    await says('This is no disclosure');
    expect(disclosures().textContent).toContain('0 disclosures open claims.');
    expect(namesIn('Claims')).not.toContain('admin');
  });

  const binding = () => disclosures().querySelector('.verdict');
  const verifyWith = (key: object) => {
    type(findByRole(screen.region('Signature'), 'textbox', 'Key'), JSON.stringify(key));
    findByRole(screen.region('Signature'), 'button', 'Verify').click();
  };

  it('show a valid key binding only once the signature of the issuer is valid, and lead to its JWT', async () => {
    const issuer = await makeKeyPair();
    await screen.showAndSelect(await makeSdJwt({ disclosed: { a: 1 }, binding: 'valid', issuer }));
    await says("the issuer's signature over that key isn't verified");
    expect(binding()?.className).toBe('verdict verdict-unchecked');

    verifyWith((await makeKeyPair()).publicJwk);
    await until(() => expect(screen.region('Signature').textContent).toContain('Invalid'));
    expect(binding()?.className).toBe('verdict verdict-unchecked');

    verifyWith(issuer.publicJwk);
    await says('for exactly these disclosures');
    expect(binding()?.className).toBe('verdict verdict-valid');
    findByRole(disclosures(), 'button', 'Open it').click();
    await until(() => expect(screen.region('Claims').textContent).toContain('https://shop.test'));
  });

  it('show an invalid key binding where the disclosures were changed after it was signed', async () => {
    const issuer = await makeKeyPair();
    await screen.showAndSelect(
      await makeSdJwt({ disclosed: { a: 1 }, binding: 'of other disclosures', issuer }),
    );
    verifyWith(issuer.publicJwk);
    await until(() => expect(screen.region('Signature').textContent).toContain('Valid'));
    await says('"sd_hash" doesn\'t match');
    expect(binding()?.className).toBe('verdict verdict-invalid');
  });

  it('show a key binding as not verified, with the reason, where its signature cannot be checked', async () => {
    const issuer = await makeKeyPair();
    await screen.showAndSelect(await makeSdJwt({ disclosed: { a: 1 }, binding: 'unsigned', issuer }));
    verifyWith(issuer.publicJwk);
    await until(() => expect(screen.region('Signature').textContent).toContain('Valid'));
    await says('algorithm NONE');
    expect(binding()?.className).toBe('verdict verdict-unchecked');
    expect(disclosures().querySelector('.verdict-valid')).toBeNull();
  });

  it('open nothing under an unknown hash, which is named', async () => {
    await screen.showAndSelect(
      await makeSdJwt({ claims: { _sd_alg: 'md5' }, disclosed: { a: 1 }, binding: 'valid' }),
    );
    await says('The hash algorithm "md5" in "_sd_alg" isn\'t supported');
    expect(disclosures().textContent).toContain('0 disclosures open claims.');
    expect(disclosures().querySelector('.verdict-valid')).toBeNull();
  });

  it('of hostile tokens are text, and few of them are drawn', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      makeDisclosure('salt', `<img src=x onerror=alert(${index})>\u202E`, '<script>'),
    );
    await screen.showAndSelect(await makeSdJwt({ added: many }));
    await says('300 of 1,000 are shown.');
    expect(namesIn('Disclosures')).toHaveLength(300);
    expect(page.querySelectorAll('.section :is(img, script)')).toHaveLength(0);
    expect(disclosures().textContent).toContain('⟨U+202E⟩');
    expect(page.innerHTML).not.toContain('\u202E');
  });

  it('of one token are never those of the next', async () => {
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
    // Opening one long value opens no other.
    void findByRole(disclosures(), 'button', /^Show all/);
  });
});
