import browser from 'webextension-polyfill';
// oxlint-disable-next-line import/default -- the build creates the default export for `?script`
import contentPath from '../capture/content/content.iife.ts?script';
// oxlint-disable-next-line import/default -- likewise
import cookiesPath from '../capture/content/cookies.iife.ts?script';
// oxlint-disable-next-line import/default -- likewise
import pagePath from '../capture/page/page.iife.ts?script';
import { serveEntrances } from '../capture/background/entrances';
import { serveDocuments } from '../capture/background/fetch-document';
import { serveFirstRun } from '../capture/background/first-run';
import { serveOverrides } from '../capture/background/overrides';
import { serveRelay } from '../capture/background/relay';
import { serveWebRequests } from '../capture/background/requests';
import { sendBug } from '../capture/background/send-bug';
import { serveWatching } from '../capture/background/watched-sites';
import { reportBugsTo } from './report-bugs';

// First, so that exceptions in the calls below are reported too.
reportBugsTo((error) => void sendBug(error));
serveFirstRun();
serveRelay();
serveDocuments();
serveOverrides();
serveEntrances(browser.i18n.getMessage('menu_inspect'));
serveWatching({ content: [cookiesPath, contentPath], page: [pagePath] }, serveWebRequests());
