// oxlint-disable-next-line import/no-unassigned-import -- it has to run before anything else
import '../remove-connections';
import { createFileReader, type FileRequest } from '../../capture/files/file-worker';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker can only respond to its own page
const handleRequest = createFileReader((response) => self.postMessage(response));

self.addEventListener('message', ({ data }: MessageEvent<FileRequest>) => handleRequest(data));
