// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, type, until, type Screen } from '../fixture/screen.fixture';
import { maxKeyLength } from '../../traffic';
import { encodePart, makeToken, signToken, signWithKey } from '../fixture/tokens.fixture';

let screen: Screen;

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => screen.close());

describe('SignatureSection', () => {
  const status = () => findByRole(screen.region('Signature'), 'status').textContent ?? '';
  const show = async (raw: string) => {
    await screen.showAndSelect(raw);
    await screen.unfold('Signature');
  };
  const tryKey = (key: string) => {
    type(findByRole(screen.region('Signature'), 'textbox', 'Key'), key);
    findByRole(screen.region('Signature'), 'button', 'Verify').click();
  };

  it('shows not verified, valid and invalid, each with its reason', async () => {
    await show(await signToken({ iss: 'a' }, 'a secret of thirty-two characters'));
    await until(() => expect(status()).toMatch(/^Not verified: No key yet/));
    tryKey('a secret of thirty-two characters');
    await until(() => expect(status()).toMatch(/^Valid: .*HS256/));
    expect(screen.region('Signature').textContent).toContain('shared secret');
    tryKey('another secret of many characters');
    await until(() => expect(status()).toMatch(/^Invalid: /));
  });

  it('takes one line with the next step until the section is entered', async () => {
    const section = () => screen.region('Signature');
    const isKeyShown = () => findAllByRole(section(), 'textbox', 'Key').length > 0;
    await screen.show(await signToken({ iss: 'a' }, 'a secret of thirty-two characters'), makeToken({}));
    screen.model.tokens.select(1);
    await until(() => void findByRole(section(), 'button', 'Enter secret…'));
    expect(isKeyShown()).toBe(false);
    findByRole(section(), 'button', 'Enter secret…').click();
    await until(() => expect(document.activeElement).toBe(findByRole(section(), 'textbox', 'Key')));
    expect(findAllByRole(section(), 'button', 'Enter secret…')).toEqual([]);
    screen.model.tokens.select(2);
    await until(() => expect(isKeyShown()).toBe(false));
    // A token without a signature takes no key.
    await screen.showAndSelect(`${encodePart('{"alg":"none"}')}.${encodePart('{"sub":"b"}')}.`);
    await until(() => expect(status()).toMatch(/"alg" is "none"/));
    expect(findAllByRole(section(), 'button', /…$/)).toEqual([]);
  });

  it('verifies with a key that is pasted in the details, and shows a pasted secret first', async () => {
    const { token, jwk } = await signWithKey({ iss: 'https://id.test' }, 'k-1');
    const paste = (text: string) => {
      const event = new Event('paste', { bubbles: true, cancelable: true });
      Object.assign(event, { clipboardData: { getData: () => text } });
      findByRole(screen.region('Claims'), 'rowheader', 'iss').dispatchEvent(event);
      return event.defaultPrevented;
    };
    await screen.showAndSelect(token);
    await until(() => void findByRole(screen.region('Signature'), 'button', 'Verify…'));
    expect(paste('no key')).toBe(false);
    expect(paste(JSON.stringify(jwk))).toBe(true);
    await until(() => expect(status()).toMatch(/^Valid: /));
    expect(findAllByRole(screen.region('Signature'), 'textbox', 'Key')).toEqual([]);

    const secret = 'a secret of thirty-two characters';
    await screen.showAndSelect(await signToken({ iss: 'b' }, secret));
    await until(() => void findByRole(screen.region('Claims'), 'rowheader', 'iss'));
    expect(paste(token)).toBe(false);
    // The viewer opens these.
    expect(paste(`{"log": {"pages": "${' '.repeat(2_000)}${token}"}}`)).toBe(false);
    expect(paste('x'.repeat(maxKeyLength + 1))).toBe(false);
    expect(paste(secret)).toBe(true);
    await until(() => expect(status()).toMatch(/^Not verified: Click Verify/));
    await until(() => expect(document.activeElement).toHaveProperty('value', secret));
    findByRole(screen.region('Signature'), 'button', 'Verify').click();
    await until(() => expect(status()).toMatch(/^Valid/));
  });

  it('states once that a key is for another use, at the verdict', async () => {
    const secret = 'a secret of thirty-two characters';
    await show(await signToken({ iss: 'a' }, secret));
    tryKey(JSON.stringify({ kty: 'oct', k: encodePart(secret), use: 'enc', alg: 'A256KW' }));
    await until(() => expect(status()).toMatch(/^Valid: .*"alg": "A256KW".*"use": "enc"/));
    expect(screen.region('Signature').querySelectorAll('[data-rule^="KEY-"]')).toHaveLength(0);
  });

  it('shows a missing signature as not verified, never as invalid', async () => {
    await show(`${encodePart('{"alg":"none"}')}.${encodePart('{"sub":"a"}')}.`);
    tryKey('any key');
    await until(() => expect(status()).toMatch(/^Not verified: The token isn’t signed \("alg" is "none"\)/));
  });

  it.each([
    ['ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 me', /^Not verified: This looks like an SSH public key/],
    ['Modulus=D1BA4F8F' + 'AB'.repeat(124), /^Not verified: This is only the modulus of an RSA key/],
    ['<RSAKeyValue><Modulus>AQAB', /^Not verified: This XML can’t be read as a key/],
  ])('names the format of an unsupported key and keeps it in the box: %s', async (key, sentence) => {
    // Signed with the key's text: used as a secret, it would be valid.
    await show(await signToken({ iss: 'a' }, key));
    tryKey(key);
    await until(() => expect(status()).toMatch(sentence));
    expect(status()).toContain('The HMAC matches the text of this key used as the secret');
    expect(findByRole(screen.region('Signature'), 'textbox', 'Key')).toHaveProperty('value', key);
  });

  it('uses one key for all tokens on request, unless a token has its own', async () => {
    const secret = 'a secret of thirty-two characters';
    const [a, b] = [await signToken({ iss: 'a' }, secret), await signToken({ iss: 'b' }, secret)];
    await screen.show(a, b);
    screen.model.tokens.select(1);
    await until(() => expect(status()).toMatch(/^Not verified/));
    await screen.unfold('Signature');
    tryKey(secret);
    await until(() => expect(status()).toMatch(/^Valid/));
    const forAll = () => findByRole(screen.region('Signature'), 'checkbox', 'Use for all tokens');
    forAll().click();
    screen.model.tokens.select(2);
    await until(() => expect(status()).toMatch(/^Valid/));
    forAll().click();
    screen.model.tokens.select(1);
    await until(() => expect(status()).toMatch(/^Not verified: No key yet/));
    tryKey('another secret of many characters');
    await until(() => expect(status()).toMatch(/^Invalid/));
    screen.model.tokens.select(2);
    await until(() => expect(status()).toMatch(/^Valid/));
  });

  it('fetches keys only for a click on a button with the host, and reports what failed with the next step', async () => {
    const { token } = await signWithKey({ iss: 'https://id.test' }, 'k-1');
    await screen.showAndSelect(token);
    await until(() => expect(status()).toMatch(/^Not verified/));
    findByRole(screen.region('Signature'), 'button', 'Fetch keys from id.test').click();
    const message = () => findByRole(screen.region('Signature'), 'alert').textContent;
    await until(() =>
      expect(message()).toMatch(
        /^https:\/\/id\.test\/\.well-known\/openid-configuration can’t be read: .* Open the URL and paste its keys\.$/,
      ),
    );
    // A URL in the key box is offered instead of the issuer.
    type(findByRole(screen.region('Signature'), 'textbox', 'Key'), 'https://keys.test/jwks');
    const button = () => findByRole(screen.region('Signature'), 'button', 'Fetch keys from keys.test');
    await until(() => expect(button()).toBeDefined());
    button().click();
    await until(() => expect(message()).toMatch(/^https:\/\/keys\.test\/jwks can’t be read/));
  });

  it('enters the key from a file dropped on the box, but leaves a HAR file to the panel', async () => {
    const secret = 'a secret of thirty-two characters';
    await show(await signToken({ iss: 'a' }, secret));
    const box = findByRole(screen.region('Signature'), 'textbox', 'Key') as HTMLTextAreaElement;
    const drop = (file: File) => {
      const event = new Event('drop', { bubbles: true, cancelable: true });
      Object.assign(event, { dataTransfer: { files: [file], types: ['Files'] } });
      box.dispatchEvent(event);
    };
    drop(new File(['{}'], 'shop.har'));
    await until(() =>
      expect(screen.sent.at(-1)).toMatchObject({ type: 'call', call: { name: 'open files' } }),
    );
    expect(box.value).toBe('');
    drop(new File([secret], 'key.txt'));
    await until(() => expect(box.value).toBe(secret));
    findByRole(screen.region('Signature'), 'button', 'Verify').click();
    await until(() => expect(status()).toMatch(/^Valid/));
    expect(screen.model.keyring.keys.value).toMatchObject([
      { purpose: 'verify', origin: 'dropped', text: secret },
    ]);
  });

  it('reads binary and UTF-16 files that are dropped on the box', async () => {
    await show(await signToken({ iss: 'a' }, 'a secret of thirty-two characters'));
    const box = findByRole(screen.region('Signature'), 'textbox', 'Key') as HTMLTextAreaElement;
    const drop = (bytes: readonly number[]) => {
      const event = new Event('drop', { bubbles: true, cancelable: true });
      Object.assign(event, { dataTransfer: { files: [new File([Uint8Array.from(bytes)], 'key.cer')] } });
      box.dispatchEvent(event);
    };
    drop([0x30, 0x82, 0x01, 0xff]);
    await until(() => expect(box.value).toBe('MIIB/w=='));
    drop([0xff, 0xfe, 0x61, 0, 0x62, 0]);
    await until(() => expect(box.value).toBe('ab'));
  });

  it.each([
    ['https://id.example/.well-known/jwks.json', 'This is a URL. Open it'],
    ['<!doctype html><title>Not found</title>', 'This is an HTML page'],
    ['./private.key', 'This looks like a file name. Open the file'],
    ['JWT_SECRET', 'This looks like the name of a variable'],
  ])('identifies %s before and after it is tried, and keeps it', async (key, sentence) => {
    await show(await signToken({ iss: 'a' }, 'a secret of thirty-two characters'));
    type(findByRole(screen.region('Signature'), 'textbox', 'Key'), key);
    await until(() => expect(screen.region('Signature').textContent).toContain(sentence));
    expect(status()).toMatch(/^Not verified: Click Verify/);
    findByRole(screen.region('Signature'), 'button', 'Verify').click();
    await until(() => expect(status()).toContain(`Not verified: ${sentence}`));
    expect(screen.region('Signature').textContent?.split(sentence)).toHaveLength(2);
    expect(findByRole(screen.region('Signature'), 'textbox', 'Key')).toHaveProperty('value', key);
  });

  it('lists how a secret was read if it does not match', async () => {
    await show(await signToken({ iss: 'a' }, 'a secret of thirty-two characters'));
    tryKey('JWT_SECRET=abcd');
    await until(() =>
      expect(status()).toMatch(
        /^Invalid: This secret doesn’t match .* It was read as text, .*base64url, .*and the value without its name\. Check the secret/,
      ),
    );
    tryKey('JWT_SECRET="a secret of thirty-two characters"');
    await until(() => expect(status()).toMatch(/^Valid: .*only the value in the pasted text/));
  });

  it('takes the payload of a token that was sent without it, as text or as a file', async () => {
    const secret = 'a secret of thirty-two characters';
    const [header, , signature] = (await signToken({ sub: 'alice' }, secret)).split('.');
    await show(await signToken({ sub: 'alice' }, secret));
    expect(findAllByRole(screen.region('Signature'), 'textbox', 'Detached payload')).toEqual([]);
    await show(`${header}..${signature}`);
    tryKey(secret);
    await until(() => expect(status()).toMatch(/^Not verified: .*paste it under Detached payload/));
    const payload = () => findByRole(screen.region('Signature'), 'textbox', 'Detached payload');
    type(payload(), '{"sub":"bob"}');
    await until(() => expect(status()).toMatch(/^Invalid: .*exactly the bytes that were signed/));
    type(payload(), '{"sub":"alice"}');
    await until(() => expect(status()).toMatch(/^Valid/));
    type(payload(), '');
    await until(() => expect(status()).toMatch(/^Not verified/));
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(event, { dataTransfer: { files: [new File(['{"sub":"alice"}'], 'body.json')] } });
    payload().dispatchEvent(event);
    await until(() => expect(status()).toMatch(/^Valid/));
    expect(payload()).toHaveProperty('value', '{"sub":"alice"}');
    const large = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(large, { dataTransfer: { files: [new File(['x'.repeat(1_048_577)], 'body.bin')] } });
    payload().dispatchEvent(large);
    await until(() =>
      expect(screen.region('Signature').textContent).toContain('larger than 1,048,576 bytes'),
    );
    expect(status()).toMatch(/^Valid/);
    await show(`${header}..${encodePart('x'.repeat(32))}`);
    expect(payload()).toHaveProperty('value', '');
  });

  it('warns about a weak key although it matches', async () => {
    await show(await signToken({ iss: 'a' }, 'short'));
    tryKey('short');
    await until(() =>
      expect(screen.region('Signature').querySelector('[data-rule="HMAC-SHORT-KEY"]')).not.toBeNull(),
    );
    expect(status()).toMatch(/^Valid/);
  });

  it('writes out invisible characters in the algorithm of a key', async () => {
    await show(await signToken({ iss: 'a' }, 'a secret of thirty-two characters'));
    tryKey(
      JSON.stringify({ kty: 'oct', k: encodePart('a secret of 32 characters, or so'), alg: 'HS\u202E256' }),
    );
    await until(() => expect(screen.region('Signature').textContent).toContain('HS⟨U+202E⟩256'));
    expect(screen.region('Signature').textContent).not.toContain('\u202E');
  });

  it('focuses the box after clearing the key', async () => {
    await show(await signToken({ iss: 'a' }, 'a secret of thirty-two characters'));
    tryKey('a secret of thirty-two characters');
    await until(() => expect(status()).toMatch(/^Valid/));
    findByRole(screen.region('Signature'), 'button', 'Clear key').click();
    await until(() => expect(status()).toMatch(/^Not verified: No key yet/));
    expect(document.activeElement).toBe(findByRole(screen.region('Signature'), 'textbox', 'Key'));
  });

  it('verifies with Ctrl+Enter', async () => {
    await show(await signToken({ iss: 'a' }, 'a secret of thirty-two characters'));
    const box = findByRole(screen.region('Signature'), 'textbox', 'Key');
    type(box, 'a secret of thirty-two characters');
    await until(() => expect(status()).toMatch(/^Not verified: Click Verify/));
    press(box, 'Enter', { ctrlKey: true });
    await until(() => expect(status()).toMatch(/^Valid/));
  });

  it('shows the result of each signature with its number', async () => {
    const secret = 'a secret of thirty-two characters';
    const [first = '', payload, signature] = (await signToken({ iss: 'a' }, secret)).split('.');
    const other = encodePart('{"alg":"HS256","kid":"\u202E"}');
    await show(
      JSON.stringify({
        payload,
        signatures: [
          { protected: other, signature: 'A'.repeat(43) },
          { protected: first, signature },
        ],
      }),
    );
    tryKey(secret);
    await until(() => expect(status()).toMatch(/^Valid: .*2/));
    const others = [...screen.region('Signature').querySelectorAll('p.verdict')]
      .map(({ textContent }) => textContent ?? '')
      .filter((text) => text.startsWith('Signature '));
    expect(others).toHaveLength(1);
    expect(others[0]).toMatch(/^Signature 1 – Invalid: /);
    // Only the main verdict is a live region.
    expect(findAllByRole(screen.region('Signature'), 'status')).toHaveLength(1);
  });

  it('numbers no signature if there is only one', async () => {
    await show(await signToken({ iss: 'a' }, 'a secret of thirty-two characters'));
    tryKey('a secret of thirty-two characters');
    await until(() => expect(status()).toMatch(/^Valid/));
    expect(screen.region('Signature').textContent).not.toMatch(/Signature \d/);
  });
});
