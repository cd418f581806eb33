import type { HttpExchange } from '../exchange/exchange';
import { maxSearchedLength } from './limits';

/** Words of texts about credentials; "author" isn't one, and "unexpected token" is about JSON. */
const credentialWords =
  /(?<!unexpected )token|jwt|bearer|auth(?!or(?![iy]))|credential|csrf|xsrf|forgery|api[ _-]?key|cookie|(?:log|sign)[ _-]?in|session|dpop|forbidden|denied|not allowed|permission|privilege|insufficient|access/i;

/** Members with a list of fields, and what is usually wrong with a field. */
const fields =
  /"(?:errors|details?|violations|field_?errors|invalid_?params|issues|fields)"\s*:\s*[[{]|\b(?:must|should|can(?:no|['’])t) (?:not )?be\b|\bis (?:not )?(?:a |an )?(?:required|valid|invalid|missing|included)\b|\bfield (?:is )?required|\bin json\b|json pars|malformed json/i;

/** Failures of a server, or of another behind it. */
const failures =
  /nullpointer|illegalstate|indexoutof|numberformat|arithmeticexception|sqlexception|sqlstate|\bECONN[A-Z]+|ETIMEDOUT|ENOTFOUND|connection refused|timed out|deadlock|out of memory|no such table|duplicate key|division by zero/i;

/**
 * Whether a server reports that something else than the credentials is wrong: invalid fields in what was sent (400,
 * 422), or a failure of its own (500). Cheap: doesn't parse the body.
 */
export function isRequestError({ status, method, url, responseBody }: HttpExchange): boolean {
  const text = responseBody?.text.slice(0, maxSearchedLength) ?? '';
  if (text === '' || credentialWords.test(text)) return false;
  if (status === 500) return failures.test(text);
  const hasFields = !/^(?:GET|HEAD)$/i.test(method) || url.includes('?');
  return (status === 400 || status === 422) && hasFields && fields.test(text);
}
