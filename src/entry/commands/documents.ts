import { requestDocument } from '../../capture/extension/documents';
import type { DocumentCommands } from '../../ui';

export const fetchDocument: DocumentCommands['fetchDocument'] = async (url) => {
  const response = await requestDocument(url);
  return response.type === 'document'
    ? { ok: true, text: response.text }
    : { ok: false, ...response.failure };
};
