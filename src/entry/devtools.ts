import browser from 'webextension-polyfill';
import { createCaptureGapReporter } from '../capture/devtools/capture-gaps';
import { followDocuments } from '../capture/devtools/page/documents';
import { createFileAccess } from '../capture/files/open-files';
import { followSite } from '../capture/devtools/page/inspected-site';
import { createIntake } from '../capture/devtools/intake';
import { subscribeNetwork } from '../capture/devtools/network';
import { nextTask } from '../capture/protocol/next-task';
import { createPanel } from '../capture/extension/panel-link';
import { subscribeReports } from '../capture/devtools/frame-reports';
import { schedule } from '../capture/devtools/schedule';
import { subscribeBounds } from '../capture/extension/settings';
import { createStorageReader } from '../capture/devtools/page/storage-reader';
import { subscribeTheme } from '../capture/extension/theme';
import { wakeTab } from '../capture/extension/watch';
import { subscribeWebRequests } from '../capture/devtools/web-requests';
import { createCaptureGate, createLog, createSession, describeHealth, type Exchange } from '../traffic';
import { reportBugsTo } from './report-bugs';

const listeningSinceMs = Date.now();
const { tabId } = browser.devtools.inspectedWindow;
const gate = createCaptureGate({
  nowMs: () => Date.now(),
  cleared: (atMs) => webRequests.forget(site.origin(), atMs),
});
const session = createSession({
  createLog,
  gate,
  files: createFileAccess(
    () => new Worker(new URL('./file/worker.ts', import.meta.url), { type: 'module' }),
    browser.runtime.getManifest(),
  ),
  schedule,
  nextTask,
});
reportBugsTo(session.reportBug);
const noteRequest = (exchange: Exchange) => {
  if (exchange.kind !== 'http') return;
  blindSpots.told(exchange);
  if (exchange.source === 'web request') network.toldElsewhere(exchange);
};
const intake = createIntake({
  gate,
  record: (exchange) => {
    noteRequest(exchange);
    return session.recordInSteps(exchange);
  },
  amend: session.amendInSteps,
  notCaptured: noteRequest,
  dropped: () => session.countLoss('unreadable', 1),
  messagesDropped: () => session.countLoss('truncated', 1),
  failed: session.reportBug,
});

// Before everything else, since requests that finish before there is a listener are never reported.
const network = subscribeNetwork({
  told: intake.take,
  grown: intake.grow,
  lost: (kind, count) => {
    session.countLoss(kind, count);
    if (kind === 'untold') blindSpots.countUntold(count);
  },
  logTooLong: (isTooLong) => blindSpots.logTooLong(isTooLong),
  cookiesMissing: (count) => blindSpots.countCookiesMissing(count),
});

const site = followSite({
  site: (inspected) => {
    session.setSite(inspected.origin, inspected.watching);
    blindSpots.setSite(inspected);
  },
  originChanged: () => webRequests.ask(),
  watched: () => {
    reports.stopUnwatched();
    blindSpots.watchedChanged();
    webRequests.ask();
    void wakeTab(tabId);
  },
});
const blindSpots = createCaptureGapReporter({ listeningSinceMs, isWatched: site.isWatched }, (facts) =>
  session.setHealth(describeHealth(facts)),
);
const webRequests = subscribeWebRequests(
  { tabId, isOfSite: site.isOfSite, heard: (count) => blindSpots.heard(count) },
  intake.take,
  (count) => session.countLoss('forgotten', count),
);
const reports = subscribeReports(
  {
    tabId,
    isWatched: site.isWatched,
    dropped: (count) => session.countLoss('droppedSightings', count),
    pageScriptSilent: blindSpots.pageScriptSilent,
    bypassed: blindSpots.bypassed,
  },
  intake.take,
);

const storage = createStorageReader(intake.take, blindSpots.setStorage, blindSpots.look);

followDocuments({
  navigated: (url) => {
    blindSpots.navigated();
    storage.navigated(url);
  },
  slow: storage.slow,
  stayed: storage.stayed,
  began: (startedAtMs) => {
    // First, because a log that isn't preserved must be cleared before the new document's storage is recorded.
    intake.after(() => session.navigated(startedAtMs));
    network.navigated(startedAtMs);
    blindSpots.documentBegan();
    blindSpots.look();
    storage.began();
  },
});
subscribeTheme(session.setTheme);
subscribeBounds(session.setBounds);

const panel = {
  title: 'JWT',
  icon: '/icons/32.png',
  page: '/src/entry/panel.html',
  shown: () => {
    webRequests.ask();
    site.askAgain();
    storage.retry();
    const ends = [blindSpots.watch(), network.watch()];
    return () => ends.forEach((end) => end());
  },
};
void createPanel(panel, (port) => {
  storage.readAgain();
  const connection = session.connect((message) => port.postMessage(message));
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => connection.receive(data));
  return connection.end;
});
