import { findTokens } from '../../token';
import type { Cause, RequestSummary } from '../../traffic';
import { describeCause, describeCertainty, describeEvidence, describeNextStep } from '../format/causes';
import { describeMoment } from '../format/time';
import type { Translate } from '../format/translate';

/** The beginning of a token that a server quotes or that evidence shortens. */
const tokenPart = /\bey[\w-]{10,}(?:\.[\w-]*)*/g;
/** Characters that Markdown gives a meaning (CommonMark 0.31 §2.4). */
const special = /[\\`*_{}[\]<>()#+!|~]/g;
/** Shorter values are seldom secret, and their place helps. */
const maxQueryValue = 24;

/** A rejected request with its cause, evidence and next step, for a ticket. Every token in it is redacted. */
export function writeMarkdown(t: Translate, request: RequestSummary, cause: Cause): string {
  const at = describeMoment(request.sentAtMs);
  const escape = (text: string) => redactTokens(text).replace(special, '\\$&');
  const lines = [
    `**${escape(`${request.method} ${redactQuery(request.url)}`)}** → ${request.status}`,
    '',
    `${escape(describeCause(t, cause))} (${describeCertainty(t, cause.certainty)})`,
    '',
    ...cause.evidence.map((each) => `- ${escape(describeEvidence(t, each))}`),
    '',
    escape(describeNextStep(t, cause)),
    '',
    at?.utc ?? '',
  ];
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function redactTokens(text: string): string {
  let redacted = '';
  let end = 0;
  for (const { source } of findTokens(text).toSorted((one, other) => one.source.start - other.source.start)) {
    if (source.start < end) continue;
    redacted += `${text.slice(end, source.start)}[token]`;
    end = source.end;
  }
  return (redacted + text.slice(end)).replace(tokenPart, '[token]');
}

/** Long values of a query, such as authorization codes, aren't needed to understand the request. */
function redactQuery(url: string): string {
  return url.replace(/([?&][^=&#]*=)([^&#]*)/g, (entire, name: string, value: string) =>
    value.length > maxQueryValue ? `${name}…` : entire,
  );
}
