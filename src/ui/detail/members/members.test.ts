// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSdJwt } from '../../fixture/nested.fixture';
import { findAllByRole, findByRole } from '../../fixture/roles.fixture';
import { openScreen, press, until, type Screen } from '../../fixture/screen.fixture';
import { encodePart, makeToken } from '../../fixture/tokens.fixture';
import { revealMember } from '../../model/detail/reveal-member';

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
const mark = () => screen.region('Encoded').querySelector('mark')?.textContent;
const enter = (element: Element) => element.dispatchEvent(new MouseEvent('mouseenter'));
const leave = (element: Element) => element.dispatchEvent(new MouseEvent('mouseleave'));
const copyOf = (member: string) => findByRole(row(member), 'button', `Copy claim ${member}`);

/** Shows a token and waits until the explanations are loaded. */
async function show(raw: string) {
  await screen.showAndSelect(raw);
  await until(() => expect(row('aud').querySelector('.meaning')?.textContent).not.toBe(''));
}

const explain = (member: string) => findByRole(row(member), 'button', `Explain ${member}`);

describe('the explanation of a member', () => {
  it('opens in its row, and repeats nothing that is read there', async () => {
    await show(makeToken({ aud: 'api', sub: 'a', custom: 1 }));
    expect(explain('aud').getAttribute('aria-expanded')).toBe('false');
    explain('aud').click();
    await until(() => expect(row('aud').textContent).toContain('RFC 7519'));
    expect(explain('aud').getAttribute('aria-expanded')).toBe('true');
    expect(row('aud').querySelector(`#${explain('aud').getAttribute('aria-controls')}`)).not.toBeNull();
    const link = findByRole(row('aud'), 'link', /^RFC 7519/);
    expect([link.getAttribute('href'), link.getAttribute('rel')]).toEqual([
      'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3',
      'noopener noreferrer',
    ]);
    const meaning = row('aud').querySelector<HTMLElement>('.meaning span');
    meaning?.dispatchEvent(new MouseEvent('mouseenter'));
    expect(meaning?.title).toBe('');
    expect(row('sub').textContent).not.toContain('RFC 7519');
    expect(findAllByRole(row('custom'), 'button', 'Explain custom')).toEqual([]);
    explain('aud').click();
    await until(() => expect(row('aud').textContent).not.toContain('RFC 7519'));
  });

  it('shows invisible characters and HTML as text', async () => {
    await show(makeToken({ aud: 'api', scope: '<img src=x> \u202Eopenid' }));
    explain('scope').click();
    await until(() => expect(row('scope').textContent).toContain('openid'));
    expect(page.querySelectorAll('.members img')).toHaveLength(0);
    expect(page.innerHTML).not.toContain('\u202E');
  });
});

describe('a member under the mouse or with the focus', () => {
  it('is marked in the encoded text, but not in that of the next token', async () => {
    const [one, two] = [makeToken({ aud: 'one', n: 1 }), makeToken({ aud: 'two', n: 2 })];
    await screen.show(one, two);
    screen.model.tokens.select(1);
    await until(() => void row('aud'));
    expect(mark()).toBeUndefined();
    enter(row('aud'));
    await until(() => expect(one).toContain(mark() ?? 'no mark'));
    leave(findByRole(screen.region('Claims'), 'table'));
    await until(() => expect(mark()).toBeUndefined());
    copyOf('aud').dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    await until(() => expect(one).toContain(mark() ?? 'no mark'));
    screen.model.tokens.select(2);
    await until(() => expect(screen.region('Claims').textContent).toContain('two'));
    expect(mark()).toBeUndefined();
  });

  it('has its row marked while the mouse is on its characters', async () => {
    await show(makeToken({ aud: 'api', sub: 'a' }));
    const detail = await screen.detail();
    detail.highlight.set({ name: 'claims', member: 'sub', isFromText: true });
    await until(() => expect(row('sub').className).toContain('member-marked'));
    expect(row('aud').className).not.toContain('member-marked');
  });
});

describe('a value', () => {
  it('that is a long array is cut until the user expands it', async () => {
    const groups = Array.from({ length: 500 }, (_, index) => `group-${index}`);
    await screen.showAndSelect(makeToken({ roles: ['a', 'b'], groups }));
    await until(() => expect(row('roles').querySelector('.value')?.textContent).toBe('["a", "b"]'));
    expect(row('groups').textContent?.length).toBeLessThan(200);
    findByRole(row('groups'), 'button', 'Show all 500 items').click();
    await until(() => expect(row('groups').textContent).toContain('group-499'));
    findByRole(row('groups'), 'button', 'Show less').click();
    await until(() => expect(row('groups').textContent).not.toContain('group-499'));
  });

  it('that is collapsed is expanded by a match of the search in it, until the user collapses it', async () => {
    const groups = Array.from({ length: 500 }, (_, index) => `group-${index}`);
    await screen.showAndSelect(makeToken({ groups, text: `${'x'.repeat(2_000)} needle` }));
    await until(() => void findByRole(row('groups'), 'button', 'Show all 500 items'));
    const { find } = await screen.detail();
    find.open();
    find.type('GROUP-444');
    await until(() => expect(row('groups').querySelector('mark')?.textContent).toBe('group-444'));
    findByRole(row('groups'), 'button', 'Show less').click();
    await until(() => expect(row('groups').querySelector('mark')).toBeNull());
    find.type('needle');
    await until(() => expect(row('text').querySelector('mark')?.textContent).toBe('needle'));
    expect(row('groups').textContent).not.toContain('group-444');
  });

  it('that is a token can be opened, and the breadcrumbs lead back', async () => {
    await screen.showAndSelect(makeToken({ sub: 'outer', hint: [makeToken({ sub: 'inner' }), 'eyJ.x'] }));
    await until(() => void row('hint'));
    findByRole(row('hint'), 'button', 'Open $.hint[0]').click();
    await until(() => expect(findByRole(page, 'heading', 'inner')).toBe(document.activeElement));
    findByRole(findByRole(page, 'navigation', 'Enclosing tokens'), 'button').click();
    await until(() => expect(findByRole(page, 'heading', 'outer')).toBe(document.activeElement));
  });
});

describe('a token inside a value', () => {
  const nested = makeToken({ sub: 'inner' });

  it('can be opened wherever it is, and its path is on the button', async () => {
    await screen.showAndSelect(
      makeToken({ vp: { verifiableCredential: ['x', nested] }, user: { token: nested } }),
    );
    await until(() => void findByRole(row('vp'), 'button', 'Open $.vp.verifiableCredential[1]'));
    findByRole(row('user'), 'button', 'Open $.user.token').click();
    await until(() => expect(findByRole(page, 'heading', 'inner')).toBe(document.activeElement));
  });

  it('can be opened in the JSON that was signed', async () => {
    await screen.showAndSelect(makeToken({ user: { name: 'a', token: nested } }));
    findByRole(screen.region('Claims'), 'radio', 'JSON').click();
    const tree = () => findByRole(page, 'tree', 'Signed claims JSON');
    await until(() => void findByRole(tree(), 'button', 'Open nested token'));
    findByRole(tree(), 'button', 'Open nested token').click();
    await until(() => expect(findByRole(page, 'heading', 'inner')).toBe(document.activeElement));
  });
});

describe('the encoded text', () => {
  const text = () => findByRole(screen.region('Encoded'), 'slider', 'Members in the encoded text');
  const value = () => text().getAttribute('aria-valuetext');

  it('highlights the member that the arrow keys move to, and Enter goes to it', async () => {
    await show(makeToken({ aud: 'api', sub: 'a' }));
    await until(() => void text());
    press(text(), 'End');
    await until(() => expect(row('sub').className).toContain('member-marked'));
    expect(value()).toBe('$.sub: "a"');
    press(text(), 'ArrowLeft');
    await until(() => expect(row('aud').className).toContain('member-marked'));
    expect(mark()).not.toBeUndefined();
    press(text(), 'Enter');
    await until(() => expect(document.activeElement).toBe(row('aud')));
  });

  it('goes to a line of the JSON that is collapsed and not rendered', async () => {
    const groups = Array.from({ length: 500 }, (_, index) => `group-${index}`);
    await screen.showAndSelect(makeToken({ groups, last: { inner: 1 } }));
    findByRole(screen.region('Claims'), 'radio', 'JSON').click();
    await until(() => void findByRole(page, 'tree', 'Signed claims JSON'));
    const detail = await screen.detail();
    const root = detail.exactJson.claims.value?.root;
    const list = root?.members[0]?.value;
    const item = list?.kind === 'array' ? list.items[400] : undefined;
    if (!item) throw new Error('no item');
    revealMember(detail, { name: 'claims', member: 'groups', node: item });
    await until(() => expect(document.activeElement?.textContent).toContain('group-400'));
  });

  it('is shown at least up to what is marked', async () => {
    await show(makeToken({ aud: 'api', long: 'x'.repeat(3_000), last: 'marked' }));
    enter(row('last'));
    await until(() => expect(mark()?.length).toBeGreaterThan(10));
  });
});

describe('the JSON that was signed', () => {
  const json = (region = 'Claims') => findByRole(screen.region(region), 'radio', 'JSON');
  const trees = () => findAllByRole(page, 'tree', 'Signed claims JSON');
  const tree = () => findByRole(page, 'tree', 'Signed claims JSON');
  const lines = () => [...tree().querySelectorAll('.json-line')].map(({ textContent }) => textContent);
  const item = (text: string) => {
    const found = findAllByRole(tree(), 'treeitem').find(({ textContent }) => textContent?.startsWith(text));
    if (!found) throw new Error(`no line ${text}`);
    return found;
  };
  const copied = () => screen.commanded.at(-1)?.replace(/^copyText /, '');

  it('is not offered for a payload that is not JSON', async () => {
    await screen.showAndSelect(makeToken('plain words'));
    await until(() => void json('Header'));
    expect(findAllByRole(screen.region('Claims'), 'radio', 'JSON')).toEqual([]);
  });

  it('makes the table show numbers as they were signed', async () => {
    await screen.showAndSelect(makeToken('{"id":12345678901234567890,"ratio":3.0,"o":{"n":1e2}}'));
    await until(() => expect(row('id').textContent).toContain('12345678901234567890'));
    expect(row('ratio').textContent).toContain('3.0');
    expect(row('o').textContent).toContain('"n": 1e2');
    copyOf('id').click();
    expect(copied()).toBe('12345678901234567890');
  });

  it('replaces the tables, with numbers, order and duplicates as they were signed, for every token', async () => {
    const signed = '{"role":"user","role":"admin","id":12345678901234567890,"ratio":3.0,"o":{}}';
    await screen.show(makeToken(signed), makeToken({ sub: 'next' }));
    screen.model.tokens.select(1);
    await until(() => void json());
    json().click();
    await until(() => expect(trees()).toHaveLength(1));
    expect(findAllByRole(screen.region('Claims'), 'table')).toEqual([]);
    expect(lines()).toEqual([
      '{',
      '"role": "user",Duplicate name',
      '"role": "admin",Duplicate name',
      '"id": 12345678901234567890,JavaScript reads 12345678901234567000',
      '"ratio": 3.0,',
      '"o": {}',
      '}',
    ]);
    expect((json('Header') as HTMLInputElement).checked).toBe(true);
    findByRole(screen.region('Token'), 'button', 'Copy claims').click();
    expect(copied()).toContain('"role": "user",\n  "role": "admin",');
    screen.model.tokens.select(2);
    await until(() => expect(tree().textContent).toContain('"next"'));
    findByRole(screen.region('Claims'), 'radio', 'Table').click();
    await until(() => expect(trees()).toEqual([]));
  });

  it('is a tree with one tab stop, arrow keys, and counts on what is collapsed', async () => {
    const groups = Array.from({ length: 500 }, (_, index) => `g${index}`);
    await screen.showAndSelect(makeToken({ sub: 'a', groups, realm: { roles: ['x', 'y'] } }));
    await until(() => void json());
    json().click();
    await until(() => expect(trees()).toHaveLength(1));
    expect(item('"groups"').textContent).toContain('[…] 500 items');
    expect(item('"groups"').getAttribute('aria-expanded')).toBe('false');
    expect(item('"sub"').getAttribute('aria-level')).toBe('2');
    expect(findAllByRole(tree(), 'treeitem').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    item('{').focus();
    press(item('{'), 'ArrowDown');
    await until(() => expect(document.activeElement).toBe(item('"sub"')));
    press(item('"sub"'), 'End');
    await until(() => expect(document.activeElement?.textContent).toContain('"y"'));
    press(document.activeElement ?? page, 'ArrowLeft');
    await until(() => expect(document.activeElement).toBe(item('"roles"')));
    press(item('"roles"'), 'ArrowLeft');
    await until(() => expect(item('"roles"').textContent).toContain('[…] 2 items'));
    press(item('"roles"'), 'Home');
    press(item('{'), 'ArrowDown');
    press(item('"sub"'), 'ArrowDown');
    press(item('"groups"'), 'ArrowRight');
    await until(() => expect(item('"groups"').getAttribute('aria-expanded')).toBe('true'));
    // Only the blocks near the visible area are rendered.
    expect(findAllByRole(tree(), 'treeitem').length).toBeLessThan(250);
  });

  it('copies a value, a subtree and a path, by button and by Ctrl+C', async () => {
    await screen.showAndSelect(makeToken('{"realm":{"roles":["x",{"a b":"c"}]},"n":1.0}'));
    await until(() => void json());
    json().click();
    await until(() => expect(trees()).toHaveLength(1));
    const click = (name: string) => findByRole(tree(), 'button', name).click();
    click('Copy value of $.realm.roles[0]');
    expect(copied()).toBe('x');
    click('Copy value of $.realm');
    expect(copied()).toBe('{\n  "roles": [\n    "x",\n    {\n      "a b": "c"\n    }\n  ]\n}');
    click("Copy path $.realm.roles[1]['a b']");
    expect(copied()).toBe("$.realm.roles[1]['a b']");
    item('"n"').focus();
    item('"n"').dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    press(item('"n"'), 'c', { ctrlKey: true });
    expect(copied()).toBe('1.0');
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
    findByRole(screen.region('Token'), 'button', 'Copy claims').click();
    expect(copied()).toContain('Alice');
    expect(copied()).not.toContain('_sd');
    json().click();
    await until(() => expect(tree().textContent).toContain('_sd'));
    expect(tree().textContent).not.toContain('Alice');
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
    findByRole(screen.region('Token'), 'button', 'Copy header').click();
    expect(copied()).toContain('not protected');
    json('Header').click();
    await until(() =>
      expect(findByRole(page, 'tree', 'Signed header JSON').textContent).toBe('{"alg": "HS256"}'),
    );
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
    await until(() => expect(screen.model.filter.text.value).toBe('sub:alice roles:a roles:"b c" kid:"k 1"'));
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
