// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { h, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { describeFinding } from '../format/rules';
import { openScreen, until, type Screen } from '../fixture/screen.fixture';
import { encodePart, makeToken, startSeconds } from '../fixture/tokens.fixture';
import { TranslateProvider } from '../format/translate';
import { ChecksSection } from './ChecksSection';

let screen: Screen;

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => screen.close());

const items = () => findAllByRole(screen.region('Checks'), 'listitem');
const item = (rule: string) => items().find(({ dataset }) => dataset['rule'] === rule);

describe('ChecksSection', () => {
  it('shows that the checks are running until their results are available', async () => {
    const detail = await screen.detail();
    const unloaded = { findings: signal(undefined), shown: signal(undefined), texts: signal(undefined) };
    const model = { ...detail, checks: { ...detail.checks, ...unloaded } };
    const section = document.createElement('div');
    render(h(TranslateProvider, { value: english, children: h(ChecksSection, { model }) }), section);
    expect(section.textContent).toContain('Running checks…');
    expect(findAllByRole(section, 'listitem')).toEqual([]);
  });

  it('lists findings by severity, each with rule, reason, fix and source', async () => {
    await screen.showAndSelect(`${encodePart('{"alg":"none"}')}.${encodePart('{"sub":"a"}')}.`);
    await until(() => expect(items()[0]?.dataset['rule']).toBe('ALG-NONE'));
    const [first] = items();
    expect(first?.querySelector('strong')?.textContent).toBe('High');
    expect(first?.querySelector('.finding-source')?.textContent).toMatch(/RFC/);
    expect(first?.querySelectorAll('p')[1]?.textContent?.length).toBeGreaterThan(20);
    const words = ['High', 'High', 'Medium', 'Low', 'Info'];
    const weights = items().map((found) => words.indexOf(found.querySelector('strong')?.textContent ?? ''));
    expect(new Set(weights).size).toBeGreaterThan(1);
    expect(weights).toEqual([...weights].sort((one, other) => one - other));
  });

  it('shows findings of level Info only among all checks, for every token', async () => {
    const levels = () => items().map((found) => found.querySelector('strong')?.textContent);
    const button = () => findByRole(screen.region('Checks'), 'button', 'All checks');
    const makeSigned = (sub: string) => makeToken({ sub, email: 'a@shop.test' });
    await screen.show(makeSigned('a'), makeSigned('b'));
    screen.model.tokens.select(1);
    await until(() => expect(button().getAttribute('aria-pressed')).toBe('false'));
    expect(levels()).not.toContain('Info');
    const before = levels().length;
    button().click();
    await until(() => expect(levels().at(-1)).toBe('Info'));
    expect(levels().slice(0, before)).not.toContain('Info');
    screen.model.tokens.select(2);
    await until(() => expect(levels()).toContain('Info'));
    button().click();
    await until(() => expect(levels()).not.toContain('Info'));
  });

  it('has no button for all checks if all findings are shown', async () => {
    const detail = await screen.detail();
    const none = { ...detail.checks, findings: signal([]), shown: signal([]) };
    const section = document.createElement('div');
    render(
      h(TranslateProvider, {
        value: english,
        children: h(ChecksSection, { model: { ...detail, checks: none } }),
      }),
      section,
    );
    expect(section.textContent).not.toContain('All checks');
  });

  it('shows each finding with its title, why, fix and when it is OK', async () => {
    await screen.showAndSelect(makeToken({ iss: 'https://id.test', sub: 'a', exp: startSeconds + 60 }));
    const { checks } = await screen.detail();
    checks.toggleAll();
    const findings = () => checks.shown.value ?? [];
    await until(() => expect(findings().length).toBeGreaterThan(0));
    const texts = findings().map((finding) => ({
      rule: finding.rule,
      ...describeFinding(english, checks.texts.value ?? (() => undefined), finding),
    }));
    expect(texts.some(({ okIf }) => okIf !== undefined)).toBe(true);
    await until(() => {
      for (const { rule, title, why, fix, okIf = '' } of texts) {
        expect(item(rule)?.querySelector('.finding-title')?.textContent).toBe(title);
        for (const text of [why, fix, okIf]) expect(item(rule)?.textContent).toContain(text);
      }
    });
  });

  it('does not render HTML from a token', async () => {
    const evil = '<img src=x onerror=alert(1)>\u202E';
    await screen.showAndSelect(
      makeToken({ sub: evil, iss: evil, aud: evil, nonce: evil }, { alg: 'HS256', jku: evil, kid: evil }),
    );
    await until(() => expect(items().length).toBeGreaterThan(0));
    expect(document.querySelectorAll('.section :is(img, script)')).toHaveLength(0);
    expect(document.body.innerHTML).not.toContain('\u202E');
  });
});
