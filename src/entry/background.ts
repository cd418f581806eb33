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
import { serveWatching } from '../capture/background/watched-sites';

serveFirstRun();
serveRelay();
serveDocuments();
serveOverrides();
serveEntrances(browser.i18n.getMessage('menu_inspect'));
serveWatching({ content: [cookiesPath, contentPath], page: [pagePath] }, serveWebRequests());
