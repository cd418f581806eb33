// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSdJwt } from '../fixture/nested.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, until, type Screen } from '../fixture/screen.fixture';
import { encodePart, makeToken } from '../fixture/tokens.fixture';

let screen: Screen;
const page = document.body;

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => screen.close());

const row = (member: string, region = 'Claims') => {
  const found = findByRole(screen.region(region), 'rowheader', member).closest('tr');
  if (!found) throw new Error(`no row for ${member}`);
  return found;
};
const tips = () => findAllByRole(page, 'tooltip').map(({ textContent }) => textContent ?? '');
const mark = () => screen.region('Encoded').querySelector('mark')?.textContent;
const enter = (element: Element) => element.dispatchEvent(new MouseEvent('mouseenter'));
const leave = (element: Element) => element.dispatchEvent(new MouseEvent('mouseleave'));
const copyOf = (member: string) => findByRole(row(member), 'button', `Copy claim ${member}`);

/** Shows a token and waits until the explanations are loaded. */
async function show(raw: string) {
  await screen.showAndSelect(raw);
  await until(() => expect(row('aud').querySelector('.meaning')?.textContent).not.toBe(''));
}

describe('the tooltip of a member', () => {
  it('is shown while the mouse is on the row, one at a time', async () => {
    await show(makeToken({ aud: 'api', sub: 'a' }));
    expect(tips()).toEqual([]);
    enter(row('aud'));
    await until(() => expect(tips()).toHaveLength(1));
    expect(tips()[0]).toContain('RFC 7519');
    expect(tips()[0]).toContain(row('aud').querySelector('.meaning')?.textContent);
    enter(row('sub'));
    await until(() => expect(tips()[0]).toContain(row('sub').querySelector('.meaning')?.textContent));
    expect(tips()).toHaveLength(1);
    leave(findByRole(screen.region('Claims'), 'table'));
    await until(() => expect(tips()).toEqual([]));
  });

  it('is shown while the button of the row has the focus, and describes the button', async () => {
    await show(makeToken({ aud: 'api' }));
    copyOf('aud').focus();
    copyOf('aud').dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    await until(() => expect(tips()).toHaveLength(1));
    expect(findByRole(page, 'tooltip').id).toBe(copyOf('aud').getAttribute('aria-describedby'));
    copyOf('aud').dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    await until(() => expect(tips()).toEqual([]));
  });

  it('is closed by Escape wherever the focus is, and Escape has no other effect', async () => {
    await show(makeToken({ aud: 'api' }));
    enter(row('aud'));
    await until(() => expect(tips()).toHaveLength(1));
    const escape = () => new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    press(page, 'a');
    expect(tips()).toHaveLength(1);
    const dismissing = escape();
    page.dispatchEvent(dismissing);
    expect(dismissing.defaultPrevented).toBe(true);
    await until(() => expect(tips()).toEqual([]));
    // Without a tooltip, Escape keeps its default action.
    const event = escape();
    page.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });

  it('has its member marked in the encoded text, but not in that of the next token', async () => {
    const [one, two] = [makeToken({ aud: 'one', n: 1 }), makeToken({ aud: 'two', n: 2 })];
    await screen.show(one, two);
    screen.model.tokens.select(1);
    await until(() => void row('aud'));
    expect(mark()).toBeUndefined();
    enter(row('aud'));
    await until(() => expect(one).toContain(mark() ?? 'no mark'));
    screen.model.tokens.select(2);
    await until(() => expect(screen.region('Claims').textContent).toContain('two'));
    expect(mark()).toBeUndefined();
    expect(tips()).toEqual([]);
  });

  it('shows invisible characters and HTML as text', async () => {
    await show(makeToken({ aud: 'api', scope: '<img src=x> \u202Eopenid' }));
    enter(row('scope'));
    await until(() => expect(tips()).toHaveLength(1));
    expect(page.querySelectorAll('[role=tooltip] img')).toHaveLength(0);
    expect(page.innerHTML).not.toContain('\u202E');
  });
});

describe('ExactJson', () => {
  const json = (region = 'Claims') => findByRole(screen.region(region), 'button', 'JSON');
  const shown = () => findAllByRole(page, 'region', 'Signed claims JSON');
  const copied = () => screen.commanded.at(-1)?.replace(/^copyText /, '');

  it('is not offered for a payload that is not JSON', async () => {
    await screen.showAndSelect(makeToken('plain words'));
    await until(() => void json('Header'));
    expect(findAllByRole(screen.region('Claims'), 'button', 'JSON')).toEqual([]);
  });

  it('makes the table show numbers as they were signed', async () => {
    await screen.showAndSelect(makeToken('{"id":12345678901234567890,"ratio":3.0,"o":{"n":1e2}}'));
    await until(() => expect(row('id').textContent).toContain('12345678901234567890'));
    expect(row('ratio').textContent).toContain('3.0');
    expect(row('o').textContent).toContain('"n": 1e2');
    copyOf('id').click();
    expect(copied()).toBe('12345678901234567890');
  });

  it('is shown beside the tables on request, is copied exactly, and can be hidden again', async () => {
    await screen.showAndSelect(makeToken('{"role":"user","role":"admin","ratio":3.0}'));
    await until(() => expect(json().getAttribute('aria-pressed')).toBe('false'));
    json().click();
    await until(() => expect(shown()).toHaveLength(1));
    const text = '{\n  "role": "user",\n  "role": "admin",\n  "ratio": 3.0\n}';
    expect(shown()[0]?.textContent).toBe(text);
    expect(json('Header').getAttribute('aria-pressed')).toBe('true');
    findByRole(screen.region('Claims'), 'button', 'Copy claims').click();
    expect(copied()).toBe(text);
    json().click();
    await until(() => expect(shown()).toEqual([]));
  });

  it('is recommended for duplicate names, and the table shows the last value', async () => {
    await screen.showAndSelect(makeToken('{"role":"user","r\u202Eole":1,"r\u202Eole":2,"role":"admin"}'));
    await until(() => expect(screen.region('Claims').textContent).toContain('Duplicate names: '));
    expect(screen.region('Claims').textContent).toContain('Duplicate names: role, r⟨U+202E⟩ole.');
    expect(row('role').textContent).toContain('admin');
    expect(screen.region('Header').textContent).not.toContain('Duplicate names');
  });

  it('leaves the disclosed claims of an SD-JWT in the table', async () => {
    await screen.showAndSelect(await makeSdJwt({ claims: { n: { m: 1 } }, disclosed: { name: 'Alice' } }));
    await until(() => void row('name'));
    await until(() => void json());
    expect(findAllByRole(screen.region('Claims'), 'rowheader', '_sd')).toEqual([]);
    findByRole(screen.region('Claims'), 'button', 'Copy claims').click();
    expect(copied()).toContain('Alice');
    expect(copied()).not.toContain('_sd');
    json().click();
    await until(() => expect(shown()[0]?.textContent).toContain('_sd'));
    expect(shown()[0]?.textContent).not.toContain('Alice');
  });

  it('omits the unprotected header, which copying the header includes', async () => {
    const raw = JSON.stringify({
      protected: encodePart('{"alg":"HS256"}'),
      header: { kid: 'not protected' },
      payload: encodePart('{"sub":"a"}'),
      signature: 'A'.repeat(43),
    });
    await screen.showAndSelect(raw);
    await until(() => void json('Header'));
    findByRole(screen.region('Header'), 'button', 'Copy header').click();
    expect(copied()).toContain('not protected');
    json('Header').click();
    await until(() => expect(screen.region('Signed header JSON').textContent).toBe('{\n  "alg": "HS256"\n}'));
  });
});

describe('the filter button of a member', () => {
  const filterOf = (member: string, region = 'Claims') =>
    findAllByRole(row(member, region), 'button', `Filter by ${member}`)[0];

  it('filters the lists by the value, and removes it from the filter again', async () => {
    await screen.showAndSelect(
      makeToken(
        { sub: 'alice', roles: ['a', 'b c'], cnf: { jkt: 'x' } },
        { alg: 'RS256', kid: 'k 1', typ: 'JWT' },
      ),
    );
    filterOf('sub')?.click();
    filterOf('roles')?.click();
    filterOf('kid', 'Header')?.click();
    expect(screen.model.filter.text.value).toBe('sub:alice roles:a roles:"b c" kid:"k 1"');
    await until(() => expect(screen.dataRows()).toHaveLength(1));
    await until(() => expect(filterOf('sub')?.getAttribute('aria-pressed')).toBe('true'));
    filterOf('sub')?.click();
    expect(screen.model.filter.text.value).toBe('roles:a roles:"b c" kid:"k 1"');
    // An object and "typ" have no key.
    expect(filterOf('cnf')).toBeUndefined();
    expect(filterOf('typ', 'Header')).toBeUndefined();
  });

  it('is missing for a disclosed claim, which the filter does not search', async () => {
    await screen.showAndSelect(
      await makeSdJwt({ claims: { iss: 'me' }, disclosed: { given_name: 'Alice' } }),
    );
    await until(() => void row('given_name'));
    expect(filterOf('iss')).toBeDefined();
    expect(filterOf('given_name')).toBeUndefined();
  });
});
