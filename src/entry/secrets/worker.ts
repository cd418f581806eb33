// oxlint-disable-next-line import/no-unassigned-import -- it has to run before anything else
import '../remove-connections';
import { createSecretTrial, decode, type SecretTrial } from '../../token';
import type { SecretResponse, SecretRequest } from './messages';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker can only respond to its own page
const respond = (response: SecretResponse) => self.postMessage(response);

let trial: SecretTrial | undefined;

self.addEventListener('message', async ({ data }: MessageEvent<SecretRequest>) => {
  if ('token' in data) {
    const token = decode(data.token, { repair: true });
    const jws = token.kind === 'sd-jwt' ? token.jws : token;
    trial = jws.kind === 'jws' ? createSecretTrial(jws) : undefined;
    respond({ ready: trial !== undefined });
  } else {
    respond({ at: (await trial?.findSecret(data.words)) ?? -1 });
  }
});
