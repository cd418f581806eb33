import browser from 'webextension-polyfill';
import type { PageReport, StorageReading } from '../../traffic';
import { subscribeFrames, type AnswerFrame } from '../protocol/frames';
import { parseFrameMessage, type FrameMessage } from '../protocol/messages';
import { parsePageReport } from './page-report';
import { RateBound } from '../protocol/rate-limit';

/** Of all frames of the tab together, in UTF-16 code units: each has a bound of its own, but a page can make any number. */
const tabRate = { perSecond: 8 * 1024 * 1024, burst: 64 * 1024 * 1024 };
/** What a message costs beside its text. */
const messageCost = 1024;
/** A page can say any number. */
const maxUntoldAtOnce = 10_000_000;

export interface ReportOptions {
  /** The inspected tab; frames of other tabs are not listened to. */
  readonly tabId: number;
  /** Asked at each message, so that what is no longer watched is silent at once. */
  readonly isWatched: (origin: string) => boolean;
  /** So many calls of a page were not handed over, because it made too many in too short a time. */
  readonly dropped?: (count: number) => void;
  /** The script in the page's world of some frame stopped answering, or answers again. */
  readonly pageScriptSilent?: (isSilent: boolean) => void;
  /** So many calls of a frame, since its document began, didn't come through the hooks. */
  readonly bypassed?: (count: number) => void;
}

export interface Reports {
  /** Ends the content scripts whose origin is no longer watched. */
  stopUnwatched(): void;
  /** Ends them all, and listens to none that comes later. */
  end(): void;
}

/**
 * Listens to the content scripts of the inspected tab's watched frames, and hands over what they read and what the
 * pages report. The origin is the browser's word, never the message's. Does not hear frames without an origin of
 * their own, as sandboxed ones.
 */
export function subscribeReports(
  { tabId, isWatched, dropped = () => {}, pageScriptSilent = () => {}, bypassed = () => {} }: ReportOptions,
  listener: (exchange: StorageReading | PageReport) => void,
): Reports {
  const ofTab = new RateBound(tabRate);
  const ownRoot = browser.runtime.getURL('');
  let count = 0;

  const answer: AnswerFrame = ({ origin, rate }, value) => {
    const nowMs = Date.now();
    const message = parseFrameMessage(value);
    const isHeard = rate.take(nowMs) && ofTab.take(nowMs, messageCost + textLengthOf(message));
    if (message?.type === 'hello') return isWatched(origin) ? { type: 'start' } : undefined;
    if (!isWatched(origin)) return { type: 'stop' };
    if (!isHeard) dropped(1);
    else if (message?.type === 'dropped') dropped(message.count);
    else if (message?.type === 'page-script') pageScriptSilent(message.isSilent);
    else if (message?.type === 'call') {
      const report = parsePageReport(message.text, ownRoot);
      if (report === undefined) return { type: 'pong' };
      if ('dropped' in report) {
        if (report.dropped > 0) dropped(Math.min(report.dropped, maxUntoldAtOnce));
        if (report.bypassed > 0) bypassed(Math.min(report.bypassed, maxUntoldAtOnce));
      } else listener({ kind: 'page-report', id: nextId(), reportedAtMs: nowMs, origin, ...report });
    } else if (message?.type === 'storage') {
      const { area, entries, leftOut } = message;
      const reading = { kind: 'storage', id: nextId(), readAtMs: nowMs, origin, area, entries } as const;
      listener(leftOut > 0 ? { ...reading, leftOut } : reading);
    }
    return { type: 'pong' };
  };

  const frames = subscribeFrames(tabId, answer);
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
