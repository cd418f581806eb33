import browser from 'webextension-polyfill';
import { followSite } from '../capture/inspected-site';
import { subscribeDocuments } from '../capture/documents';
import { readStorage, whenLoaded } from '../capture/inspected';
import { subscribeNetwork } from '../capture/network';
import { createPanel } from '../capture/panel-link';
import { subscribeReports } from '../capture/reports';
import { subscribeTheme } from '../capture/theme';
import { wakeTab } from '../capture/watch';
import { createFeed, createLog } from '../traffic';

/** Changes wait this long and are told together, so that a burst of requests is one message. */
const toldTogetherMs = 50;

const { tabId } = browser.devtools.inspectedWindow;
const feed = createFeed({
  log: createLog(),
  schedule: (callback) => void setTimeout(callback, toldTogetherMs),
});

// First of all, since nothing tells of a request that finished before somebody listened.
const network = subscribeNetwork(feed.record, feed.countLoss);

async function recordStorage(): Promise<void> {
  for (const reading of await readStorage()) feed.record(reading);
}

subscribeDocuments(async (startedAtMs) => {
  // First, since a log that is not preserved is cleared before the new document's storage is read into it.
  feed.navigated(startedAtMs);
  network.navigated(startedAtMs);
  await whenLoaded();
  await recordStorage();
});

const site = followSite({
  site: ({ origin, watching }) => feed.setSite(origin, watching),
  watched: () => {
    reports.stopUnwatched();
    void wakeTab(tabId);
  },
});
const reports = subscribeReports(
  { tabId, isWatched: site.isWatched, dropped: (count) => feed.countLoss('droppedSightings', count) },
  feed.record,
);
subscribeTheme(feed.setTheme);

void createPanel({ title: 'JWT', icon: '/icons/32.png', page: '/src/entry/panel.html' }, (port) => {
  void recordStorage();
  const unwatch = network.watchUntold();
  const connection = feed.connect((message) => port.postMessage(message));
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => connection.receive(data));
  return () => {
    unwatch();
    connection.end();
  };
});
