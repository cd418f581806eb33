import { createSecretTrial, decode, type SecretTrial } from '../../token';
import type { SecretAnswer, SecretQuestion } from './messages';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- its page is the only one it can answer
const answer = (told: SecretAnswer) => self.postMessage(told);

let trial: SecretTrial | undefined;

self.addEventListener('message', async ({ data }: MessageEvent<SecretQuestion>) => {
  if ('token' in data) {
    const token = decode(data.token, { repair: true });
    const jws = token.kind === 'sd-jwt' ? token.jws : token;
    trial = jws.kind === 'jws' ? createSecretTrial(jws) : undefined;
    answer({ ready: trial !== undefined });
  } else {
    answer({ at: (await trial?.findSecret(data.words)) ?? -1 });
  }
});
