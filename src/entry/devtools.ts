import browser from 'webextension-polyfill';
import { subscribeBackgroundBugs } from '../capture/devtools/background-bugs';
import { createCaptureGapReporter } from '../capture/devtools/capture-gaps';
import { followDocuments } from '../capture/devtools/page/documents';
import { createFileAccess } from '../capture/files/open-files';
import { followSite } from '../capture/devtools/page/inspected-site';
import { createOverride } from '../capture/devtools/override';
import { makePageCall } from '../capture/devtools/page/page-call';
import { readStoredEntry, writeStoredEntry } from '../capture/devtools/page/write-stored-entry';
import { createIntake } from '../capture/devtools/intake';
import { subscribeNetwork } from '../capture/devtools/network';
import { nextTask } from '../capture/protocol/next-task';
import { createPanel } from '../capture/extension/panel-link';
import { subscribeReports } from '../capture/devtools/frame-reports';
import { schedule, useTimersOf } from '../capture/devtools/schedule';
import { subscribeBounds } from '../capture/extension/settings';
import { serveStoredData } from '../capture/extension/stored-data';
import { subscribePreferences } from '../capture/extension/preferences';
import { createStorageReader } from '../capture/devtools/page/storage-reader';
import { subscribeTheme } from '../capture/extension/theme';
import { serveTabTokens } from '../capture/devtools/tab-tokens';
import { wakeTab } from '../capture/extension/watch';
import { subscribeWebRequests } from '../capture/devtools/web-requests';
import {
  createCaptureGate,
  createLog,
  createSession,
  describeHealth,
  type Exchange,
  type Preferences,
} from '../traffic';
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
    (error) => session.reportBug(error),
  ),
  schedule,
  nextTask,
  page: {
    call: makePageCall,
    readStored: readStoredEntry,
    writeStored: writeStoredEntry,
    override: createOverride({
      tabId,
      pageOrigin: () => site.origin(),
      ended: () => session.overrideEnded(),
    }),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  },
});
reportBugsTo(session.reportBug);
subscribeBackgroundBugs(session.reportBackgroundBug);
const noteRequest = (exchange: Exchange) => {
  if (exchange.kind !== 'http') return;
  captureGaps.noteRequest(exchange);
  if (exchange.source === 'web request') network.reportedElsewhere(exchange);
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

// First, since requests that finish before the listener is added aren't reported.
const network = subscribeNetwork({
  reported: intake.take,
  updated: intake.update,
  unreadable: (count) => session.countLoss('unreadable', count),
  missed: (count) => {
    session.countLoss('missed', count);
    captureGaps.countMissed(count);
  },
  logTooLong: (isTooLong) => captureGaps.logTooLong(isTooLong),
  cookiesMissing: (count) => captureGaps.countCookiesMissing(count),
});

const site = followSite({
  site: (inspected) => {
    session.setSite(inspected.origin, inspected.watching);
    captureGaps.setSite(inspected);
  },
  originChanged: () => webRequests.query(),
  watched: () => {
    reports.stopUnwatched();
    captureGaps.watchedChanged();
    webRequests.query();
    void wakeTab(tabId);
  },
});
const captureGaps = createCaptureGapReporter({ listeningSinceMs, isWatched: site.isWatched }, (facts) =>
  session.setHealth(describeHealth(facts)),
);
const webRequests = subscribeWebRequests(
  { tabId, isOfSite: site.isOfSite, finished: (count) => captureGaps.noteWebRequests(count) },
  intake.take,
  (count) => session.countLoss('forgotten', count),
);
const reports = subscribeReports(
  {
    tabId,
    isWatched: site.isWatched,
    dropped: (count) => session.countLoss('droppedSightings', count),
    pageScriptSilent: captureGaps.pageScriptSilent,
    bypassed: captureGaps.bypassed,
  },
  intake.take,
);

const storage = createStorageReader(intake.take, captureGaps.setStorage, captureGaps.check);

followDocuments({
  navigated: (url) => {
    captureGaps.navigated();
    storage.navigated(url);
  },
  slow: storage.slow,
  stayed: storage.stayed,
  began: (startedAtMs) => {
    // First, because a log that isn't preserved must be cleared before the new document's storage is recorded.
    intake.after(() => session.navigated(startedAtMs));
    network.navigated(startedAtMs);
    captureGaps.documentBegan();
    captureGaps.check();
    storage.began();
  },
});
serveTabTokens(tabId, session);
let devtoolsTheme: 'light' | 'dark' = 'light';
let selectedTheme: Preferences['theme'] = 'devtools';
const showTheme = () => session.setTheme(selectedTheme === 'devtools' ? devtoolsTheme : selectedTheme);
subscribeTheme((theme) => {
  devtoolsTheme = theme;
  showTheme();
});
subscribePreferences(({ theme }) => {
  selectedTheme = theme;
  showTheme();
});
subscribeBounds(session.setBounds);
serveStoredData(session.storedData, session.forget);

const panel = {
  title: 'JWT',
  icon: '/icons/32.png',
  page: '/src/entry/panel.html',
  shown: (shownWindow: Window) => {
    useTimersOf(shownWindow);
    webRequests.query();
    site.retry();
    storage.retry();
    const ends = [captureGaps.watch(), network.watch()];
    return () => ends.forEach((end) => end());
  },
};
void createPanel(panel, (port) => {
  storage.readAgain();
  const connection = session.connect((message) => port.postMessage(message));
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => connection.receive(data));
  return connection.end;
});
