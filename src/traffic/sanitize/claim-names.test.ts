import { expect, it } from 'vitest';
import { findPersonalClaim, isClaimReplaced, isMemberReplaced } from './claim-names';

const decide = (decided: Readonly<Record<string, boolean>>, name: string) =>
  isClaimReplaced(new Map(Object.entries(decided)), name);

it('replaces personal claims in any capitalization unless the user decides otherwise', () => {
  expect(findPersonalClaim('Email')).toBe('email');
  expect(findPersonalClaim('Tenant')).toBeUndefined();
  expect(decide({}, 'email')).toBe(true);
  expect(decide({}, 'Email')).toBe(true);
  expect(decide({}, 'tenant')).toBe(false);
});

it('applies what is decided about a personal claim to its other capitalizations', () => {
  expect(decide({ email: false }, 'Email')).toBe(false);
  expect(decide({ email: false, Email: true }, 'Email')).toBe(true);
  expect(decide({ email: false, Email: true }, 'EMAIL')).toBe(false);
  expect(decide({ tenant: true }, 'Tenant')).toBe(false);
});

it.each([
  [['address', 'country'], {}, true],
  [['profile', 'address', 'country'], {}, true],
  [['profile', 'department'], {}, true],
  [['profile', 'exp'], {}, false],
  [['profile', 'aud'], {}, false],
  [['profile', 'sub'], {}, false],
  [['profile', 'sub'], { sub: true }, true],
  [['act', 'sub'], { sub: true }, true],
  [['act', 'sub'], { act: true }, true],
  [['session', 'client_id', 'name'], { session: true, name: false }, true],
  [['profile', 'exp'], { profile: true }, false],
  [['cnf', 'email'], {}, true],
  [['tenant', 'id'], {}, false],
])('decides about %j with %j: %s', (path, decided, isReplaced) => {
  expect(isMemberReplaced(new Map(Object.entries(decided)), path, true)).toBe(isReplaced);
});

it('replaces in other JSON only what is personal anywhere', () => {
  expect(isMemberReplaced(new Map(), ['user', 'email'], false)).toBe(true);
  expect(isMemberReplaced(new Map(), ['item', 'name'], false)).toBe(false);
  expect(isMemberReplaced(new Map([['exp', true]]), ['cache', 'exp'], false)).toBe(false);
});
