import type { ReportedText, PageReport } from '../../traffic';
import {
  maxMethodLength,
  maxReportedLength,
  maxReportedNameLength,
  maxReportedTexts,
  maxStackLength,
  maxUrlLength,
} from '../protocol/limits';
import { findCallSite } from './call-site';
import { guarded, isCount, isOneOf, isText, membersOf } from '../protocol/guard';

/** A call that the script in the page world reported. */
export type Call = Pick<PageReport, 'api' | 'method' | 'url' | 'texts' | 'callSite'>;

/** The state of the script in the page world. */
export interface PageState {
  /** Calls that it didn't report since the last state. */
  readonly dropped: number;
  /** Calls since the document began that bypassed its hooks because the page replaced the function. */
  readonly bypassed: number;
}

/** Parses a report of the script in the page world. `ownRoot` is the URL prefix of our scripts. */
export function parsePageReport(text: string, ownRoot: string): Call | PageState | undefined {
  return guarded(() => {
    const report: unknown = JSON.parse(text);
    const { dropped, bypassed } = membersOf<PageState>(report);
    return isCount(dropped) && isCount(bypassed) ? { dropped, bypassed } : parseCall(report, ownRoot);
  });
}

function parseCall(value: unknown, ownRoot: string): Call | undefined {
  const { api, method, url, texts: values, stack } = membersOf(value);
  if (!isOneOf(apis, api)) return undefined;
  if (!isText(method, maxMethodLength) || !isText(url, maxUrlLength)) return undefined;
  if (!Array.isArray(values) || values.length === 0 || values.length > maxReportedTexts) return undefined;
  const texts = values.map(parseReportedText).filter((text) => text !== undefined);
  if (texts.length < values.length) return undefined;
  const call: Call = { api, method, url, texts };
  const callSite = isText(stack, maxStackLength) ? findCallSite(stack, ownRoot) : undefined;
  return callSite === undefined ? call : { ...call, callSite };
}

const apis = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'sendBeacon'] as const;
const locations = [
  'request header',
  'request url',
  'request body',
  'message sent',
  'message received',
] as const;
function parseReportedText(value: unknown): ReportedText | undefined {
  const { kind, name, text } = membersOf(value);
  if (!isOneOf(locations, kind)) return undefined;
  return isText(name, maxReportedNameLength) && isText(text, maxReportedLength)
    ? { kind, name, text }
    : undefined;
}
