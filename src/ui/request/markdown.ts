import { findTokens } from '../../token';
import type { Cause, Exchange } from '../../traffic';
import { describeCause, describeCertainty, describeEvidence, describeNextStep } from '../format/causes';
import { describeMoment } from '../format/time';
import type { Translate } from '../format/translate';
import type { ShownRejection } from '../model/causes';
import { asExchange, sanitizeAll } from '../share/sanitize';

/** The beginning of a token that a server quotes or that evidence shortens. */
const tokenPart = /\bey[\w-]{10,}(?:\.[\w-]*)*/g;
/** Characters that Markdown gives a meaning (CommonMark 0.31 §2.4). */
const special = /[\\`*_{}[\]<>()#+!|~]/g;
/** Shorter values are seldom secret, and their place helps. */
const maxQueryValue = 24;

/**
 * A rejected request with its causes, their evidence and the next steps, for a ticket. Secrets are replaced, also those of
 * the exchange that the server or the evidence quotes; tokens are left out. `exchange` is undefined if the log has evicted it.
 */
export async function writeMarkdown(
  t: Translate,
  { request, rejection }: ShownRejection,
  exchange: Exchange | undefined,
): Promise<string> {
  const { method, url, status } = request;
  const written = rejection.causes.map((cause) => describe(t, cause));
  const texts = [url, ...written.flatMap(({ title, evidence }) => [title, ...evidence])];
  const shared = await sanitizeTexts(texts, exchange);
  const escape = (text: string) => redactTokens(shared.get(text) ?? '').replace(special, '\\$&');
  const [first, ...others] = written;
  const lines = [
    `**${method.replace(special, '\\$&')} ${escapeUrl(shared.get(url))}** → ${status}`,
    '',
    ...(first
      ? [
          `${escape(first.title)} (${first.certainty})`,
          '',
          ...first.evidence.map((each) => `- ${escape(each)}`),
          '',
          first.nextStep.replace(special, '\\$&'),
          '',
        ]
      : []),
    ...(others.length === 0 ? [] : [t('rejection_others'), '']),
    ...others.flatMap(({ title, certainty, evidence, nextStep }) => [
      `- ${escape(title)} (${certainty})`,
      ...evidence.map((each) => `  - ${escape(each)}`),
      `  - ${nextStep.replace(special, '\\$&')}`,
    ]),
    '',
    describeMoment(request.sentAtMs)?.utc ?? '',
  ];
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function describe(t: Translate, cause: Cause) {
  return {
    title: describeCause(t, cause),
    certainty: describeCertainty(t, cause.certainty),
    evidence: [...new Set(cause.evidence.map((each) => describeEvidence(t, each)))],
    nextStep: describeNextStep(t, cause),
  };
}

/** Each text with its replacement. */
async function sanitizeTexts(
  texts: readonly string[],
  exchange: Exchange | undefined,
): Promise<ReadonlyMap<string, string>> {
  const sanitized = await sanitizeAll([...texts.map(asExchange), ...(exchange ? [exchange] : [])]);
  return new Map(
    texts.map((text, index) => {
      const shared = sanitized[index];
      return [text, shared?.kind === 'text' ? shared.text : ''];
    }),
  );
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

/** Long values of a query or a fragment, such as authorization codes, aren’t needed to understand the request. */
function escapeUrl(url = ''): string {
  const short = url.replace(/([?&#][^=&#]*=)([^&#]*)/g, (entire, name: string, value: string) =>
    value.length > maxQueryValue ? `${name}…` : entire,
  );
  return redactTokens(short).replace(special, '\\$&');
}
