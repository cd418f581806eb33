import { findCookies, isMedia, type Body, type HeaderField, type HttpExchange } from '../../traffic';
import {
  createCredentialNames,
  isCredentialName,
  searchForTokens,
  splitCredentials,
  type CredentialNames,
} from './credential-parts';
import { quoteArgument, type ArgumentPart } from './shell-quote';

/** What of a request its command needs. */
export type CurlRequest = Pick<HttpExchange, 'method' | 'url' | 'requestHeaders' | 'requestBody'>;

/** Whether the command contains credentials. */
export interface CurlOptions {
  /** `raw`: the credentials as they were sent. `placeholder`: environment variables instead, such as `$TOKEN`. */
  readonly token: 'placeholder' | 'raw';
}

/**
 * Why the command has no body although the request had one. `unsearched`: credentials in it might remain; `too large` for
 * the argument of a command.
 */
export type CurlGap = 'not captured' | 'incomplete' | 'binary' | 'too large' | 'unsearched';

interface CurlCommand {
  readonly text: string;
  readonly gap?: CurlGap;
}

/** Linux passes at most 128 KiB in one argument. */
const maxBodyLength = 100_000;
/** RFC 9110 §5.6.2. Anything else isn't a header's name, such as `@file`, of which curl would read the file. */
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;
const method = /^[A-Z]{1,32}$/i;
/** curl writes them itself, the host and length from the URL and the body. */
const ownHeaders: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
]);
const globCharacters = /[[\]{}]/;
const control = /(?![\t\n\r])\p{Cc}/u;

/**
 * Writes the request as a command for a POSIX shell. Everything from the request is quoted, so that neither the shell, nor
 * a terminal it's pasted into, nor curl treats a part of it as a command, an option or the name of a file.
 *
 * With `token: 'placeholder'`, an environment variable replaces each credential that can be recognized: tokens anywhere,
 * `Authorization` and cookies, and headers and fields whose name says so, such as `code` and `x-api-key`. Equal ones have
 * the same variable.
 */
export function writeCurl(request: CurlRequest, { token }: CurlOptions): CurlCommand {
  const names = token === 'placeholder' ? createCredentialNames() : undefined;
  const { url, requestHeaders, requestBody } = request;
  const headers = requestHeaders.filter(({ name }) => headerName.test(name));
  const isWeb = /^https?:\/\//i.test(url);
  const address = quoteArgument(replaceIn(url, names) ?? [{ variable: 'URL' }]);
  const fields = headers.filter(isWritten).map((header) => `-H ${writeHeader(header, names)}`);
  const body = readBody(requestBody, headers, names);
  const lines = [
    // Without the option, text that begins with `-` would be one itself.
    `curl ${isWeb ? '' : '--url '}${address}`,
    ...(globCharacters.test(url) ? ['--globoff'] : []),
    ...writeMethod(request.method, body.parts !== undefined),
    ...fields,
    ...(body.parts === undefined ? [] : [`--data-raw ${quoteArgument(body.parts)}`]),
    // Lets curl choose the compressions it can decode.
    ...(headers.some(({ name }) => name.toLowerCase() === 'accept-encoding') ? ['--compressed'] : []),
  ];
  return { text: lines.join(' \\\n  '), ...(body.gap && { gap: body.gap }) };
}

function isWritten({ name }: HeaderField): boolean {
  return !ownHeaders.has(name.toLowerCase());
}

function writeMethod(name: string, hasBody: boolean): readonly string[] {
  if (name === (hasBody ? 'POST' : 'GET')) return [];
  if (name === 'HEAD') return ['--head'];
  return method.test(name) ? [`-X ${quoteArgument([name])}`] : [];
}

/** The value without line breaks, which would begin another header. */
function writeHeader({ name, value: sent }: HeaderField, names: CredentialNames | undefined): string {
  const value = sent.replace(/[\r\n\0]+/g, ' ').trim();
  // curl removes a header that has nothing after its colon.
  if (value === '') return quoteArgument([`${name};`]);
  return quoteArgument([`${name}: `, ...(names ? replaceInHeader(name, value, names) : [value])]);
}

function replaceInHeader(name: string, value: string, names: CredentialNames): readonly ArgumentPart[] {
  switch (name.toLowerCase()) {
    case 'authorization':
    case 'proxy-authorization': {
      const [, scheme = '', credentials = value] = /^(\S+\s+)(\S.*)$/.exec(value) ?? [];
      const kind = /^(?:basic|digest|negotiate|ntlm)\s/i.test(scheme) ? 'SECRET' : 'TOKEN';
      return [scheme, names.nameOf(credentials, kind)];
    }
    case 'cookie': {
      const { fields, rest } = findCookies(value);
      if (rest !== '') return [names.nameOf(value, 'COOKIE')];
      return fields.flatMap((cookie, index) => [
        `${index === 0 ? '' : '; '}${cookie.name === '' ? '' : `${cookie.name}=`}`,
        ...(cookie.value === ''
          ? []
          : [
              names.nameOf(cookie.value, searchForTokens(cookie.value).spans.length > 0 ? 'TOKEN' : 'COOKIE'),
            ]),
      ]);
    }
    default:
      if (isCredentialName(name)) {
        return [names.nameOf(value, searchForTokens(value).spans.length > 0 ? 'TOKEN' : 'SECRET')];
      }
      return splitCredentials(value, names) ?? [names.nameOf(value, 'SECRET')];
  }
}

/** Undefined if credentials might remain. */
function replaceIn(text: string, names: CredentialNames | undefined): readonly ArgumentPart[] | undefined {
  return names === undefined ? [text] : splitCredentials(text, names);
}

interface CurlBody {
  readonly parts?: readonly ArgumentPart[];
  readonly gap?: CurlGap;
}

function readBody(
  body: Body | undefined,
  headers: readonly HeaderField[],
  names: CredentialNames | undefined,
): CurlBody {
  if (body === undefined) {
    const length = headers.find(({ name }) => name.toLowerCase() === 'content-length')?.value;
    return Number(length ?? 0) > 0 ? { gap: 'not captured' } : {};
  }
  if (body.truncated || body.gap !== undefined) return { gap: 'incomplete' };
  if (body.text === '') return {};
  if (isMedia(body.text) || control.test(body.text)) return { gap: 'binary' };
  if (body.text.length > maxBodyLength) return { gap: 'too large' };
  const parts = replaceIn(body.text, names);
  return parts === undefined ? { gap: 'unsearched' } : { parts };
}
