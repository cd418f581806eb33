// oxlint-disable-next-line import/no-unassigned-import -- it has to run before anything else
import '../remove-connections';
import { createSecretTrial, decode, type SecretTrial } from '../../token';
import type { SecretResponse, SecretRequest } from './messages';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker can only respond to its own page
const respond = (response: SecretResponse) => self.postMessage(response);

let trial: SecretTrial | undefined;

async function handle(request: SecretRequest): Promise<SecretResponse> {
  if ('words' in request) return { at: (await trial?.findSecret(request.words)) ?? -1 };
  const token = decode(request.token, { repair: true });
  const jws = token.kind === 'sd-jwt' ? token.jws : token;
  trial = jws.kind === 'jws' ? createSecretTrial(jws) : undefined;
  return { ready: trial !== undefined };
}

self.addEventListener('message', ({ data }: MessageEvent<SecretRequest>) => {
  void handle(data)
    .catch((error: unknown) => ({ bug: error }))
    .then(respond);
});
