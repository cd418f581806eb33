// oxlint-disable-next-line import/default -- the build creates the default export for `?script`
import contentPath from '../capture/content/content.iife.ts?script';
// oxlint-disable-next-line import/default -- likewise
import cookiesPath from '../capture/content/cookies.iife.ts?script';
// oxlint-disable-next-line import/default -- likewise
import pagePath from '../capture/page/page.iife.ts?script';
import { serveDocuments } from '../capture/background/fetch-document';
import { serveRelay } from '../capture/background/relay';
import { serveWebRequests } from '../capture/background/requests';
import { serveWatching } from '../capture/background/watched-sites';

serveRelay();
serveDocuments();
serveWatching({ content: [cookiesPath, contentPath], page: [pagePath] }, serveWebRequests());
