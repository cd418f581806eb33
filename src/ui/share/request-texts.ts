import type { HttpExchange } from '../../traffic';
import { describeJson } from '../format/json';
import { writeCurl, type CurlGap } from '../request/curl';
import { writeFenced } from './fence';
import { sanitizeAll } from './sanitize';

/** What of a request is shared: secrets and personal claims are replaced. */
export interface RequestTexts {
  /** The request as a curl command with placeholders, and the status and body of the response, for a ticket. */
  readonly markdown: string;
  /** The request and its response. */
  readonly json: string;
  /** Why the command in `markdown` has no body. */
  readonly gap: CurlGap | undefined;
}

/** Sanitizes a request, and writes it in each format. */
export async function writeRequestTexts(exchange: HttpExchange): Promise<RequestTexts> {
  const [sanitized] = await sanitizeAll([exchange]);
  const { kind: _kind, id: _id, source: _source, ...facts } = sanitized;
  const { status, statusText, responseBody } = facts;
  const { text: command, gap } = writeCurl(facts, { token: 'placeholder' });
  const body = (responseBody?.text ?? '').slice(0, maxBodyLength);
  const isCut = responseBody !== undefined && (responseBody.truncated || responseBody.text !== body);
  const response = `HTTP ${status} ${statusText}`.trim();
  const shown = isCut ? `${body.trimEnd()}…` : body;
  return {
    markdown: `${writeFenced('sh', command)}\n${writeFenced('', shown === '' ? response : `${response}\n\n${shown}`)}`,
    json: describeJson(facts),
    gap,
  };
}

const maxBodyLength = 4_000;
