// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { Result } from '../commands';
import { english } from '../fixture/english.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { until } from '../fixture/screen.fixture';
import { createOptionsModel } from '../model/options';
import { mountOptions } from './mount';

const page = document.body;
const ends: (() => void)[] = [];

function open(offeredOrigin: string | undefined, result: Result = { ok: true }) {
  const commanded: string[] = [];
  let tell: (origins: readonly string[]) => void = () => {};
  const answer = (name: string) => async (origin: string) => (commanded.push(`${name} ${origin}`), result);
  const model = createOptionsModel({
    subscribeWatched(listener) {
      tell = listener;
      return () => (tell = () => {});
    },
    subscribeOffered(listener) {
      listener(offeredOrigin);
      return () => {};
    },
    commands: { watch: answer('watch'), unwatch: answer('unwatch') },
    translate: english,
  });
  ends.push(mountOptions(page, model), model.end);
  return { commanded, tell: (origins: readonly string[]) => tell(origins) };
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('the options page', () => {
  it('offers nothing to a person who came by themselves', () => {
    open(undefined);
    expect(findAllByRole(page, 'button')).toEqual([]);
    expect(page.textContent).toContain('It sends nothing to anyone');
  });

  it('says what will happen and asks within the click', () => {
    const { commanded } = open('https://app.test');
    expect(findAllByRole(page, 'heading')[0]?.textContent).toBe('Watch https://app.test');
    expect(page.textContent).toContain('The browser will ask for access to this site.');
    findByRole(page, 'button', 'Watch https://app.test').click();
    expect(commanded).toEqual(['watch https://app.test']);
  });

  it('says what could not be done', async () => {
    open('https://app.test', { ok: false, reason: 'It was refused.' });
    findByRole(page, 'button', 'Watch https://app.test').click();
    await until(() => expect(findByRole(page, 'status').textContent).toContain('It was refused.'));
  });

  it('lists the watched sites, each with a way to stop', async () => {
    const { commanded, tell } = open('https://app.test');
    tell([]);
    await until(() => expect(page.textContent).toContain('No site is watched.'));
    tell(['https://app.test', 'https://b.test']);
    await until(() => expect(findAllByRole(page, 'listitem')).toHaveLength(2));
    expect(findAllByRole(page, 'button', 'Watch https://app.test')).toEqual([]);
    findByRole(page, 'button', 'Stop watching https://b.test').click();
    expect(commanded).toEqual(['unwatch https://b.test']);
  });
});
