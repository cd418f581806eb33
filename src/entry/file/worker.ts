import { createFileReader, type FileQuestion } from '../../capture/files/file-worker';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- its page is the only one it can answer
const hear = createFileReader((answer) => self.postMessage(answer));

self.addEventListener('message', ({ data }: MessageEvent<FileQuestion>) => hear(data));
