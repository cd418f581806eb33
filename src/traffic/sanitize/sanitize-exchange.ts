import type { Steps } from '../../token';
import type {
  AddedText,
  Body,
  Exchange,
  HttpExchange,
  PageReport,
  ReportedText,
  StorageReading,
  StreamMessage,
} from '../exchange/exchange';
import type { LocationKind } from '../exchange/sighting';
import { searchExchange } from '../search/find-sightings';
import { isBinary } from '../search/binary';
import { findDropReason, type DropReason } from './dropped';
import { isCredentialHeader, secretNameOf } from './secret-names';
import { sanitizeCookieValues, sanitizeHeaders } from './sanitize-headers';
import { hasKnownSecret, sanitizeSecretValue, sanitizeText, type TextTools } from './sanitize-text';
import { SanitizeWork, TooMuchWork } from './work';

/** What sanitizes the texts of an exchange and counts the bodies that are dropped. */
export interface ExchangeTools extends TextTools {
  readonly drop: (reason: DropReason) => void;
}

/** A part of a text's limit on work is shared by all texts of an exchange, since most are short. */
const minLength = 64 * 1024;

/** Sanitizes everything in an exchange. Then searches the result, and drops each part in which anything is left. */
export function* sanitizeExchange(exchange: Exchange, tools: ExchangeTools): Steps<Exchange> {
  switch (exchange.kind) {
    case 'http':
      return yield* sanitizeHttp(exchange, tools);
    case 'storage':
      return yield* sanitizeStorage(exchange, tools);
    case 'page-report':
      return yield* sanitizeReport(exchange, tools);
    case 'text':
      return yield* sanitizeAdded(exchange, tools);
  }
}

function* sanitizeHttp(exchange: HttpExchange, tools: ExchangeTools): Steps<HttpExchange> {
  const { delivery, messages, grant: _grant, requestBody, responseBody, pageUrl, callSite } = exchange;
  const text = (value: string) => safely(value, tools, (work) => sanitizeText(value, tools, work), '');
  const url = yield* sanitizeUrl(exchange.url, tools);
  return {
    ...exchange,
    url,
    statusText: yield* text(exchange.statusText),
    requestHeaders: yield* sanitizeAllHeaders(exchange.requestHeaders, tools),
    responseHeaders: yield* sanitizeAllHeaders(exchange.responseHeaders, tools),
    ...(requestBody && { requestBody: yield* sanitizeBody('request body', requestBody, tools) }),
    ...(responseBody && { responseBody: yield* sanitizeBody('response body', responseBody, tools) }),
    ...(pageUrl !== undefined && { pageUrl: yield* sanitizeUrl(pageUrl, tools) }),
    ...(callSite !== undefined && { callSite: yield* text(callSite) }),
    ...(messages && { messages: yield* sanitizeMessages(messages, tools) }),
    ...(delivery &&
      delivery.state !== 'sent' &&
      delivery.error !== undefined && { delivery: { ...delivery, error: yield* text(delivery.error) } }),
  };
}

function* sanitizeUrl(url: string, tools: ExchangeTools): Steps<string> {
  const withoutParameters = url.replace(/[?#][^]*$/, '');
  return yield* safely(url, tools, (work) => sanitizeText(url, tools, work), withoutParameters);
}

function* sanitizeAllHeaders(
  headers: HttpExchange['requestHeaders'],
  tools: ExchangeTools,
): Steps<HttpExchange['requestHeaders']> {
  const length = headers.reduce((sum, { value }) => sum + value.length, 0);
  try {
    const sanitized = yield* sanitizeHeaders(headers, tools, new SanitizeWork(length + minLength));
    const safe: { name: string; value: string }[] = [];
    for (const { name, value } of sanitized) {
      if (yield* isSafe(value, tools)) safe.push({ name, value });
      else {
        tools.drop('unsafe');
        // Without the credentials, the scheme is still useful.
        const isCredential = isCredentialHeader(name, value);
        safe.push({ name, value: isCredential ? (knownScheme.exec(value)?.[0] ?? '') : '' });
      }
    }
    return safe;
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    tools.drop('unsafe');
    return headers.map(({ name }) => ({ name, value: '' }));
  }
}

const knownScheme = /^(?:bearer|basic|dpop|digest|negotiate)(?=\s)/i;
const codeTypes = /^\s*(?:text|application)\/(?:(?:x-)?(?:java|ecma)script|typescript|css)\b/i;

function* sanitizeBody(
  kind: 'request body' | 'response body',
  body: Body,
  tools: ExchangeTools,
): Steps<Body> {
  const reason = findDropReason(body);
  const tokens = yield* listTokens(
    createExchange({ [kind === 'request body' ? 'requestBody' : 'responseBody']: body }),
    kind,
  );
  if (reason !== undefined) {
    tools.drop(reason);
    return yield* keepTokens(body, tokens, tools);
  }
  const work = new SanitizeWork(body.text.length + minLength);
  try {
    const text = yield* sanitizeText(body.text, tools, work, { isCode: codeTypes.test(body.mimeType) });
    const sanitized = { ...body, text };
    if (yield* isSafe(text, tools)) {
      const left = yield* listTokens(
        createExchange({ [kind === 'request body' ? 'requestBody' : 'responseBody']: sanitized }),
        kind,
      );
      if (yield* isEachSanitized(left, tokens, tools)) return sanitized;
    }
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
  }
  tools.drop('unsafe');
  return yield* keepTokens(body, tokens, tools);
}

/** Whether the tokens that are left are the sanitized tokens, and all of them. */
function* isEachSanitized(
  left: readonly string[],
  tokens: readonly string[],
  tools: ExchangeTools,
): Steps<boolean> {
  const work = new SanitizeWork(minLength);
  const found = new Set(left);
  for (const raw of left) if ((yield* tools.sanitizeToken(raw, work)) !== raw) return false;
  for (const raw of tokens) if (!found.has(yield* tools.sanitizeToken(raw, work))) return false;
  return true;
}

/** A body that has only the sanitized tokens of the original, one in each line, so that they are still in the list. */
function* keepTokens({ gap, mimeType }: Body, tokens: readonly string[], tools: ExchangeTools): Steps<Body> {
  const lines: string[] = [];
  for (const raw of tokens)
    lines.push(yield* tools.sanitizeToken(raw, new SanitizeWork(raw.length + minLength)));
  return {
    text: lines.map((line) => `${line}\n\n`).join(''),
    mimeType: lines.length === 0 ? mimeType : 'text/plain',
    truncated: true,
    gap: gap ?? 'missing',
  };
}

function* sanitizeMessages(
  messages: readonly StreamMessage[],
  tools: ExchangeTools,
): Steps<readonly StreamMessage[]> {
  const sanitized: StreamMessage[] = [];
  for (const message of messages) {
    const { text, truncated, direction } = message;
    const kind = direction === 'sent' ? 'message sent' : 'message received';
    const reason = isBinary(text) ? 'binary' : truncated && text !== '' ? 'cut' : undefined;
    if (reason === undefined) {
      const result = yield* tryText(text, tools);
      if (result !== undefined) {
        sanitized.push({ ...message, text: result });
        continue;
      }
    }
    tools.drop(reason ?? 'unsafe');
    const tokens = yield* listTokens(createExchange({ messages: [message] }), kind);
    const body = yield* keepTokens({ text, mimeType: '', truncated }, tokens, tools);
    sanitized.push({ ...message, text: body.text, truncated: true });
  }
  return sanitized;
}

function* sanitizeAdded(added: AddedText, tools: ExchangeTools): Steps<AddedText> {
  const { name, text } = added;
  return {
    ...added,
    name: yield* safely(name, tools, (work) => sanitizeText(name, tools, work), ''),
    text: yield* safely(text, tools, (work) => sanitizeText(text, tools, work), ''),
  };
}

function* sanitizeStorage(reading: StorageReading, tools: ExchangeTools): Steps<StorageReading> {
  const { entries, area, origin } = reading;
  if (area === 'cookie') {
    const pairs = entries.map(({ key, value }) => ({ name: key, value }));
    const length = pairs.reduce((sum, { value }) => sum + value.length, 0);
    const values = yield* sanitizeCookieValues(pairs, tools, new SanitizeWork(length + minLength));
    return { ...reading, entries: entries.map((entry, index) => ({ ...entry, value: values[index] ?? '' })) };
  }
  const sanitized: (typeof entries)[number][] = [];
  for (const entry of entries) {
    const { key, value, decryption } = entry;
    const isEncrypted = decryption !== undefined && decryption !== 'decrypted';
    const isSecret = secretNameOf(key) !== undefined;
    sanitized.push({
      ...entry,
      key: yield* safely(key, tools, (work) => sanitizeText(key, tools, work), ''),
      value: yield* safely(
        value,
        tools,
        (work) =>
          isSecret && !/^\s*[{[]/.test(value)
            ? sanitizeSecretValue(value, 'credential', tools, work)
            : sanitizeText(value, tools, work, { isStrict: isEncrypted }),
        '',
      ),
    });
  }
  return { ...reading, origin, entries: sanitized };
}

function* sanitizeReport(report: PageReport, tools: ExchangeTools): Steps<PageReport> {
  const { callSite } = report;
  const texts: ReportedText[] = [];
  for (const reported of report.texts) {
    const { kind, name, text } = reported;
    const isHeader = kind === 'request header';
    const sanitized = isHeader
      ? (yield* sanitizeAllHeaders([{ name, value: text }], tools))[0]?.value
      : yield* safely(text, tools, (work) => sanitizeText(text, tools, work), '');
    texts.push({ ...reported, text: sanitized ?? '' });
  }
  return {
    ...report,
    url: yield* sanitizeUrl(report.url, tools),
    texts,
    ...(callSite !== undefined && {
      callSite: yield* safely(callSite, tools, (work) => sanitizeText(callSite, tools, work), ''),
    }),
  };
}

function* tryText(text: string, tools: ExchangeTools): Steps<string | undefined> {
  try {
    const sanitized = yield* sanitizeText(text, tools, new SanitizeWork(text.length + minLength));
    return (yield* isSafe(sanitized, tools)) ? sanitized : undefined;
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    return undefined;
  }
}

/** Runs `sanitize`, and returns `fallback` if it does too much work or leaves a secret. */
function* safely(
  text: string,
  tools: ExchangeTools,
  sanitize: (work: SanitizeWork) => Steps<string>,
  fallback: string,
): Steps<string> {
  if (text === '') return text;
  try {
    const sanitized = yield* sanitize(new SanitizeWork(text.length + minLength));
    if (yield* isSafe(sanitized, tools)) return sanitized;
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
  }
  tools.drop('unsafe');
  return fallback;
}

function* isSafe(text: string, tools: ExchangeTools): Steps<boolean> {
  return !(yield* hasKnownSecret(text, tools, new SanitizeWork(text.length + minLength)));
}

function createExchange(parts: Partial<HttpExchange>): HttpExchange {
  return {
    kind: 'http',
    id: '',
    sentAtMs: 0,
    answeredAtMs: 0,
    method: '',
    url: '',
    requestHeaders: [],
    responseHeaders: [],
    status: 0,
    statusText: '',
    source: 'file',
    ...parts,
  };
}

function* listTokens(exchange: HttpExchange, kind: LocationKind): Steps<readonly string[]> {
  const { found } = yield* searchExchange(exchange);
  return [...new Set(found.filter(({ location }) => location.kind === kind).map(({ raw }) => raw))];
}
