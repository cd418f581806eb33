// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { makeRow } from '../fixture/panel.fixture';
import { describeMoment } from '../format/time';
import { openScreen, until, type Screen } from '../fixture/screen.fixture';
import { encodePart, makeToken, startSeconds } from '../fixture/tokens.fixture';

let screen: Screen;
const page = document.body;

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => screen.close());

describe('HeaderSection and ClaimsSection', () => {
  it('show every member, and dates in one time zone', async () => {
    await screen.showAndSelect(
      makeToken({ iss: 'https://id.test', exp: startSeconds, roles: ['a'] }, { alg: 'RS256', kid: 'k1' }),
    );
    expect(findAllByRole(screen.region('Header'), 'rowheader').map(({ textContent }) => textContent)).toEqual(
      ['alg', 'kid'],
    );
    expect(findAllByRole(screen.region('Claims'), 'rowheader').map(({ textContent }) => textContent)).toEqual(
      ['iss', 'exp', 'roles'],
    );
    expect(screen.region('Claims').textContent).toContain(String(startSeconds));
    expect(screen.region('Claims').textContent).toContain(describeMoment(startSeconds * 1_000)?.local);
    expect(screen.region('Claims').querySelectorAll('time')).toHaveLength(1);
    await until(() => expect(screen.region('Claims').querySelector('.meaning')?.textContent).not.toBe(''));
  });

  it('copy the header, all claims or a single claim, and confirm it', async () => {
    await screen.showAndSelect(makeToken({ sub: 'alice', exp: 12 }));
    for (const [name, text] of [
      ['Copy header', '{\n  "alg": "HS256",\n  "typ": "JWT"\n}'],
      ['Copy claims', '{\n  "sub": "alice",\n  "exp": 12\n}'],
      ['Copy claim sub', 'alice'],
      ['Copy claim exp', '12'],
      ['Copy token', makeToken({ sub: 'alice', exp: 12 })],
    ] as const) {
      findByRole(screen.region('Token'), 'button', name).click();
      expect(screen.commanded.at(-1)).toBe(`copyText ${text}`);
    }
    await until(() => expect(page.querySelector('.copy-status')?.textContent).toBe('Copied'));
    screen.clock.pass(2_000);
    await until(() => expect(page.querySelector('.copy-status')?.textContent).toBe(''));
  });

  it('show the header of an encrypted token and that its claims are encrypted', async () => {
    const header = encodePart('{"alg":"dir","enc":"A128GCM"}');
    await screen.showAndSelect(`${header}..${encodePart('iv')}.${encodePart('text')}.${encodePart('tag')}`);
    expect(screen.region('Header').textContent).toContain('A128GCM');
    expect(screen.region('Claims').textContent).toContain('The claims are encrypted.');
    expect(findByRole(screen.region('Lifetime'), 'timer').textContent).toBe('unknown');
  });

  it('show compressed claims, and that they are compressed', async () => {
    // Case a27: raw DEFLATE in a signed token.
    await screen.showAndSelect(
      'eyJ6aXAiOiJERUYiLCJhbGciOiJFUzI1NiIsImtpZCI6InNoYyJ9.JcExCoAwDAXQu_y5tjqJuYo41BqJUKWYIErx7g6-V7GpgiBmRSkESZ7vuJfM3lgNDse8grp-aH8OVwJV2FMYNEI4ZpMmxXPB9L4f.o2MJ81QtaFN3tGpegY8NJ7wpDmvE2l3el3L_Sj9oMcIm-YhuLGb4kCEGga1sTWsZk-rRSe-7YEsglQqAbszSYA',
    );
    expect(screen.region('Claims').textContent).toContain('health-card');
    expect(screen.region('Claims').textContent).toContain('The payload is compressed (DEFLATE)');
    findByRole(screen.region('Claims'), 'radio', 'JSON').click();
    await until(() =>
      expect(findByRole(screen.region('Claims'), 'tree').textContent).toContain('"iss": "http'),
    );
  });

  it('show claims in Latin-1, and that they are not UTF-8', async () => {
    // Case b06.
    await screen.showAndSelect(
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwibmFtZSI6Ikr8cmdlbiBN_GxsZXIiLCJleHAiOjE3OTAwMDM2MDB9.q_LP3f_fsag-03FwaSzxcs9txeoMITib7eZZct0JSng',
    );
    expect(screen.region('Claims').textContent).toContain('Jürgen Müller');
    expect(screen.region('Claims').textContent).toContain(
      'isn’t UTF-8, which RFC 7519 requires. It’s shown as Latin-1',
    );
    expect(screen.region('Claims').querySelector('.verdict-warning')).not.toBeNull();
  });

  it('explain why a compressed payload has no claims', async () => {
    await screen.showAndSelect(makeToken('no compression', { alg: 'HS256', zip: 'DEF' }));
    expect(screen.region('Claims').textContent).toContain('the payload can’t be inflated');
  });

  it('show the readable claims of a malformed token and the position of the error', async () => {
    await screen.showAndSelect(`${makeToken({ sub: 'alice' })}*`);
    expect(screen.region('Claims').textContent).toContain('alice');
    expect(screen.region('Token').textContent).toContain('is "*"');
    expect(screen.region('Token').querySelector('mark')?.textContent).toBe('*');
  });

  it.each([
    ['Bearer null', 'The token was "null": wait until the token is loaded'],
    ['Bearer', 'No token follows "Bearer"'],
    ['Bearer [object Object]', 'send its token string'],
    ['Bearer Bearer …', 'The scheme is there twice, "Bearer Bearer"'],
  ])('are left out for credentials without a token, with the reason: %s', async (raw, reason) => {
    screen.showLog([makeRow(1, raw, { requests: 1 })]);
    await until(() => expect(screen.dataRows()[0]?.textContent).toContain(raw));
    const [row] = screen.dataRows();
    expect(row?.querySelector('.cell-subject')?.getAttribute('title')).toContain(reason);
    row?.click();
    await until(() => void screen.region('Requests'));
    expect(findByRole(page, 'heading', raw).closest('header')?.textContent).toContain(reason);
    for (const name of ['Lifetime', 'Signature', 'Header', 'Claims', 'Checks', 'Encoded'])
      expect(findAllByRole(page, 'region', name)).toEqual([]);
  });

  it('show a padded token as it was sent, and the repair', async () => {
    const [header = '', payload = '', signature = ''] = makeToken({ sub: 'alice' }).split('.');
    const pad = (part: string) => part.padEnd(Math.ceil(part.length / 4) * 4, '=');
    const sent = [pad(header), pad(payload), `${signature}=`].join('.');
    await screen.showAndSelect(sent);
    expect(screen.region('Claims').textContent).toContain('alice');
    expect(findByRole(page, 'heading', 'alice').closest('header')?.textContent).toContain(
      'Removed base64 padding',
    );
    expect(screen.region('Token').querySelector('.encoded')?.textContent).toBe(sent);
    expect(screen.region('Token').querySelector('mark')).toBeNull();
  });

  it('show a payload that is not JSON as text', async () => {
    await screen.showAndSelect(makeToken('plain words'));
    expect(screen.region('Claims').textContent).toContain('the payload isn’t JSON');
    expect(screen.region('Claims').textContent).toContain('plain words');
  });

  it('fold by their headings and remain regions', async () => {
    await screen.showAndSelect(makeToken({ sub: 'alice' }));
    const heading = () => findByRole(findByRole(screen.region('Claims'), 'heading'), 'button', 'Claims');
    heading().click();
    await until(() => expect(heading().getAttribute('aria-expanded')).toBe('false'));
    expect(findAllByRole(screen.region('Claims'), 'rowheader')).toEqual([]);
    findByRole(page, 'link', 'Claims').click();
    await until(() => expect(heading().getAttribute('aria-expanded')).toBe('true'));
  });
});

describe('a malicious token', () => {
  it('is shown as text only', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    await screen.showAndSelect(
      makeToken(
        `{"sub":${JSON.stringify(evil)},"iss":${JSON.stringify(evil)},"__proto__":{"x":1},"constructor":"c","a\\u202Eb":"javascript:alert(1)"}`,
        { alg: 'HS256', kid: evil },
      ),
    );
    expect(page.querySelectorAll('img, script, iframe')).toHaveLength(0);
    expect([...page.querySelectorAll('a')].every(({ hash }) => hash.startsWith('#section-'))).toBe(true);
    const names = findAllByRole(screen.region('Claims'), 'rowheader').map(({ textContent }) => textContent);
    expect(names).toEqual(['sub', 'iss', '__proto__', 'constructor', 'a⟨U+202E⟩b']);
    expect(page.innerHTML).not.toMatch(/\u202E/);
  });

  it('has long values truncated until the user expands them', async () => {
    await screen.showAndSelect(makeToken({ sub: 'a', blob: 'L'.repeat(50_000) }));
    const shown = () => screen.region('Claims').textContent?.match(/L/g)?.length ?? 0;
    expect(shown()).toBeLessThan(2_000);
    expect(screen.region('Encoded').textContent?.length).toBeLessThan(3_000);
    findByRole(screen.region('Claims'), 'button', 'Show all 50,000 characters').click();
    await until(() => expect(shown()).toBe(50_000));
  });

  it('has its claims shown step by step', async () => {
    const claims = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`c${index}`, index]));
    await screen.showAndSelect(makeToken(claims));
    expect(findAllByRole(screen.region('Claims'), 'rowheader').length).toBeLessThan(400);
    findByRole(screen.region('Claims'), 'button', /^Show more \(300 of 5,000 shown\)$/).click();
    await until(() => expect(findAllByRole(screen.region('Claims'), 'rowheader')).toHaveLength(600));
  });
});
