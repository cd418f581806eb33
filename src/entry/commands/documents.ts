import { requestDocument } from '../../capture/extension/documents';
import type { DocumentCommands } from '../../ui';

/** Asks the background for a document; failures are reasons in the user's language. Call it only for a click. */
export const fetchDocument: DocumentCommands['fetchDocument'] = async (url) => {
  const response = await requestDocument(url);
  return response.type === 'document'
    ? { ok: true, text: response.text }
    : { ok: false, ...response.failure };
};
