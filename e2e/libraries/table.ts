import type { LibraryPage, Scenario } from './scenario';
import { callScenarios } from './tables/calls';
import { realtimeScenarios } from './tables/realtime';

export const pages: readonly LibraryPage[] = [
  { name: 'axios', packages: ['axios'] },
  { name: 'apollo', packages: ['@apollo/client'] },
  { name: 'connect-web', packages: ['@connectrpc/connect-web'] },
  { name: 'socket-io', packages: ['socket.io-client'] },
  { name: 'graphql-ws', packages: ['graphql-ws'] },
  { name: 'signalr', packages: ['@microsoft/signalr'] },
  {
    name: 'event-sources',
    packages: [
      '@microsoft/fetch-event-source',
      'eventsource',
      'event-source-polyfill',
      'reconnecting-eventsource',
    ],
  },
];

/** Every step that the stories hold the browsers to; docs/libraries.md is written from it. */
export const scenarios: readonly Scenario[] = [...callScenarios, ...realtimeScenarios];
