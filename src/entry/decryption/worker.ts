// oxlint-disable-next-line import/no-unassigned-import -- it has to run before anything else
import '../remove-connections';
import { decode, decrypt, type DecryptionProgress } from '../../token';
import type { DecryptionResponse, DecryptionRequest } from './messages';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker can only respond to its own page
const respond = (message: DecryptionResponse) => self.postMessage(message);

async function handle({ token, keyText, ...options }: DecryptionRequest): Promise<DecryptionResponse> {
  const onProgress = (progress: DecryptionProgress) => respond({ progress });
  return {
    outcome: await decrypt(decode(token, { repair: true }), keyText, { ...options, onProgress }),
  };
}

self.addEventListener('message', ({ data }: MessageEvent<DecryptionRequest>) => {
  void handle(data)
    .catch((error: unknown) => ({ bug: error }))
    .then(respond);
});
