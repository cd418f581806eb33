import type { Caller } from './caller';
import { form, type Mistake } from './mistake';

/** Mistakes with session cookies, CSRF tokens and opaque tokens. */
export const sessionMistakes: readonly Mistake[] = [
  {
    name: 'refresh token unknown to the app’s own endpoint',
    cause: 'invalid-grant',
    make: ({ cell }) =>
      cell.send({
        path: '/refresh',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken: '8xLOxBtZp8' }),
      }),
  },
  {
    name: 'cookie not sent',
    cause: 'cookie-not-sent',
    make: async ({ cell }) => {
      await signIn(cell);
      return cell.send({});
    },
  },
  {
    name: 'only another cookie sent',
    cause: 'cookie-not-sent',
    make: async ({ cell }) => {
      await signIn(cell);
      await cell.removeCookie('sid');
      return cell.send({ hasCookies: true });
    },
  },
  {
    name: 'session ended',
    cause: 'revoked-or-opaque',
    make: async ({ cell }) => {
      await signIn(cell);
      await cell.send({ path: '/logout', method: 'POST', hasCookies: true });
      return cell.send({ hasCookies: true });
    },
  },
  {
    name: 'CSRF token missing',
    cause: 'csrf',
    make: async ({ cell }) => {
      await signIn(cell);
      return cell.send({ method: 'POST', hasCookies: true });
    },
  },
  {
    name: 'CSRF token of another session',
    cause: 'csrf',
    make: async ({ cell }) => {
      await signIn(cell);
      const headers = { 'X-XSRF-TOKEN': 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' };
      return cell.send({ method: 'POST', hasCookies: true, headers });
    },
  },
  {
    name: 'opaque token replaced',
    cause: 'superseded',
    make: async ({ cell }) => {
      const { token, refresh } = await getOpaque(cell);
      await cell.send({
        path: '/opaque/token',
        method: 'POST',
        headers: form,
        body: `grant_type=refresh_token&refresh_token=${refresh}`,
      });
      return cell.send({ path: '/opaque', headers: { authorization: `Bearer ${token}` } });
    },
  },
  {
    name: 'opaque token revoked',
    cause: 'revoked-or-opaque',
    make: async ({ cell }) => {
      const { token } = await getOpaque(cell);
      await cell.send({ path: '/opaque/revoke', method: 'POST', headers: form, body: `token=${token}` });
      return cell.send({ path: '/opaque', headers: { authorization: `Bearer ${token}` } });
    },
  },
  {
    name: 'unknown opaque token',
    cause: 'revoked-or-opaque',
    make: async ({ cell }) => {
      await getOpaque(cell);
      return cell.send({
        path: '/opaque',
        headers: { authorization: 'Bearer 5d41402abc4b2a76b9719d911017c592' },
      });
    },
  },
  {
    name: 'refresh token to the API',
    cause: 'wrong-kind',
    make: async ({ cell }) => {
      const { refresh } = await getOpaque(cell);
      return cell.send({ path: '/opaque', headers: { authorization: `Bearer ${refresh}` } });
    },
  },
  {
    name: 'no opaque token',
    cause: 'no-token',
    make: async ({ cell }) => {
      await getOpaque(cell);
      return cell.send({ path: '/opaque' });
    },
  },
  {
    name: 'headers too large',
    cause: 'too-large',
    make: async ({ cell }) => {
      await signIn(cell);
      const names = ['a', 'b', 'c', 'd', 'e', 'f'];
      for (const name of names) await cell.setCookie(name, 'x'.repeat(3_900));
      const answer = await cell.send({ hasCookies: true });
      for (const name of names) await cell.removeCookie(name);
      return answer;
    },
  },
];

async function signIn(cell: Caller): Promise<void> {
  await cell.send({ path: '/login', method: 'POST', hasCookies: true });
  const csrf = (await cell.readCookie('XSRF-TOKEN')) ?? '';
  await cell.send({ hasCookies: true });
  await cell.send({ method: 'POST', hasCookies: true, headers: { 'X-XSRF-TOKEN': csrf } });
}

async function getOpaque(cell: Caller): Promise<{ readonly token: string; readonly refresh: string }> {
  const { text } = await cell.send({ path: '/opaque/token' });
  const { access_token: token, refresh_token: refresh } = JSON.parse(text) as Record<string, string>;
  await cell.send({ path: '/opaque', headers: { authorization: `Bearer ${token}` } });
  return { token: token ?? '', refresh: refresh ?? '' };
}
