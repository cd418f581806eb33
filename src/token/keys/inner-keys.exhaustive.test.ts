import { describe, expect, it } from 'vitest';
import { check, claims } from '../verify/check.fixture';
import { signToken } from '../verify/keys.fixture';
import { readable, unreadable } from './forms.fixture';

/** How key material is written in files and in code. */
const wrappers: Readonly<Record<string, (text: string) => string>> = {
  'a JSON member': (text) => `"secret": ${JSON.stringify(text)},`,
  'a JSON object': (text) => JSON.stringify({ jwt: { secret: text, issuer: 'https://id.test' } }),
  'an environment file': (text) => `PORT=80\nJWT_SECRET="${text.replaceAll('\n', String.raw`\n`)}"\nDEBUG=1`,
  'YAML of a container': (text) => `- name: JWT_SECRET\n  value: ${JSON.stringify(text)}`,
  'a YAML block': (text) => `jwt:\n  issuer: x\n  secret: |\n    ${text.replaceAll('\n', '\n    ')}`,
  code: (text) => `const secret = Buffer.from(${JSON.stringify(text)}, 'utf8');`,
  'base64 of Kubernetes': (text) =>
    `data:\n  jwt-secret: ${Buffer.from(text).toString('base64')}\n  other: eHl6`,
};

const material = [...Object.entries(readable), ...Object.entries(unreadable)].filter(
  // JSON without a key, and percent-encoding, which isn't searched for inside of base64.
  ([name]) => name !== 'JSON of something else' && name !== 'JWK in a URL',
);

describe.each(Object.entries(wrappers))('key material in %s', { timeout: 60_000 }, (_, wrap) => {
  it('never verifies a token that was signed with its text', async () => {
    const verified: string[] = [];
    for (const [name, [text]] of material) {
      const pasted = wrap(text);
      const { status } = await check(signToken({ alg: 'HS256' }, claims, text), pasted);
      if (status === 'valid') verified.push(name);
    }
    expect(verified).toEqual([]);
  });
});
