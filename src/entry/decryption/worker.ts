import { decode, decrypt } from '../../token';
import type { DecryptionAnswer, DecryptionQuestion } from './messages';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- its page is the only one it can answer
const answer = (message: DecryptionAnswer) => self.postMessage(message);

self.addEventListener('message', async ({ data }: MessageEvent<DecryptionQuestion>) => {
  const { token, keyText, allowHighP2c } = data;
  const onProgress = (progress: Extract<DecryptionAnswer, { progress: unknown }>['progress']) =>
    answer({ progress });
  const outcome = await decrypt(decode(token, { repair: true }), keyText, { allowHighP2c, onProgress });
  answer({ outcome });
});
