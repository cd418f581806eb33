// oxlint-disable-next-line import/no-unassigned-import -- it has to run before anything else
import '../remove-connections';
import { decode, decrypt } from '../../token';
import type { DecryptionResponse, DecryptionRequest } from './messages';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker can only respond to its own page
const respond = (message: DecryptionResponse) => self.postMessage(message);

self.addEventListener('message', async ({ data }: MessageEvent<DecryptionRequest>) => {
  const { token, keyText, ...options } = data;
  const onProgress = (progress: Extract<DecryptionResponse, { progress: unknown }>['progress']) =>
    respond({ progress });
  const outcome = await decrypt(decode(token, { repair: true }), keyText, { ...options, onProgress });
  respond({ outcome });
});
