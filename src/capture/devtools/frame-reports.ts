import browser from 'webextension-polyfill';
import type { PageReport, StorageReading } from '../../traffic';
import { subscribeFrames, type FrameMessageHandler } from '../protocol/frames';
import { parseFrameMessage, type FrameMessage } from '../protocol/messages';
import { parsePageReport } from './page-report';
import { RateLimit } from '../protocol/rate-limit';
import { maxCountPerReport } from './limits';

/** Limit for all frames of the tab, in UTF-16 code units. Each frame has its own limit, but a page can create any number. */
const tabRate = { perSecond: 8 * 1024 * 1024, burst: 64 * 1024 * 1024 };
/** Cost of a message in addition to its text. */
const messageCost = 1024;

interface ReportOptions {
  /** The inspected tab; frames of other tabs are ignored. */
  readonly tabId: number;
  /** Called for each message, so that an origin that is no longer watched is ignored at once. */
  readonly isWatched: (origin: string) => boolean;
  /** Number of calls of a page that were dropped because it made too many too fast. */
  readonly dropped?: (count: number) => void;
  /** The script in the page world of some frame stopped responding, or responds again. */
  readonly pageScriptSilent?: (isSilent: boolean) => void;
  /** Number of calls of a frame, since its document began, that bypassed the hooks. */
  readonly bypassed?: (count: number) => void;
}

/** The connections to the content scripts of the inspected tab. */
export interface Reports {
  /** Stops the content scripts whose origin is no longer watched. */
  stopUnwatched(): void;
  /** Stops all of them, and stops listening. */
  end(): void;
}

/**
 * Listens to the content scripts of the inspected tab's watched frames, and emits what they read and what the pages
 * report. The origin comes from the browser, never from the message. Ignores frames with an opaque origin, such as
 * sandboxed ones.
 */
export function subscribeReports(
  { tabId, isWatched, dropped = () => {}, pageScriptSilent = () => {}, bypassed = () => {} }: ReportOptions,
  listener: (exchange: StorageReading | PageReport) => void,
): Reports {
  const tabLimit = new RateLimit(tabRate);
  const ownRoot = browser.runtime.getURL('');
  let count = 0;

  const handle: FrameMessageHandler = ({ origin, rate }, value) => {
    const nowMs = Date.now();
    const message = parseFrameMessage(value);
    const isWithinRate = rate.take(nowMs) && tabLimit.take(nowMs, messageCost + textLengthOf(message));
    if (message?.type === 'hello') return isWatched(origin) ? { type: 'start' } : undefined;
    if (!isWatched(origin)) return { type: 'stop' };
    if (!isWithinRate) dropped(1);
    else if (message?.type === 'dropped') dropped(message.count);
    else if (message?.type === 'page-script') pageScriptSilent(message.isSilent);
    else if (message?.type === 'call') {
      const report = parsePageReport(message.text, ownRoot);
      if (report === undefined) return { type: 'pong' };
      if ('dropped' in report) {
        if (report.dropped > 0) dropped(Math.min(report.dropped, maxCountPerReport));
        if (report.bypassed > 0) bypassed(Math.min(report.bypassed, maxCountPerReport));
      } else listener({ kind: 'page-report', id: nextId(), reportedAtMs: nowMs, origin, ...report });
    } else if (message?.type === 'storage') {
      const { area, entries, leftOut } = message;
      const reading = { kind: 'storage', id: nextId(), readAtMs: nowMs, origin, area, entries } as const;
      listener(leftOut > 0 ? { ...reading, leftOut } : reading);
    }
    return { type: 'pong' };
  };

  const frames = subscribeFrames(tabId, handle);
  return {
    stopUnwatched: () => frames.stop((origin) => !isWatched(origin)),
    end: () => frames.end(),
  };

  function nextId(): string {
    count += 1;
    return `report-${count}`;
  }
}

function textLengthOf(message: FrameMessage | undefined): number {
  if (message?.type === 'call') return message.text.length;
  if (message?.type !== 'storage') return 0;
  return message.entries.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
}
