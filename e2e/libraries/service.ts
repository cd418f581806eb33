import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Handler } from '../world/loopback';

/** What the server of a page gets. */
export interface ServiceContext {
  /** It has no request handler yet; WebSocket servers can be attached to it. */
  readonly server: Server;
  readonly origin: string;
  readonly appOrigin: string;
  /** Makes a signed JWT with this subject and records it under this name; the same name returns the same token. */
  makeToken(name: string, claims?: Record<string, unknown>): Promise<string>;
  /** Records a token that something else made. */
  record(name: string, jwt: string): void;
}

/** The server of one page. */
export interface Service {
  /** Handles every request except CORS preflights; absent if the server package has its own listener. */
  readonly serve?: Handler;
  /** Accepts WebSockets. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** The response of the page's own server to its login: tokens by name. */
  readonly session?: Readonly<Record<string, string>>;
  /** Ends the open streams, as a server does that has no more data. */
  endStreams?(): void;
  /** Ends connections that would prevent the server from closing. */
  close?(): unknown;
}

export type CreateService = (context: ServiceContext) => Service | Promise<Service>;
