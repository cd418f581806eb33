import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Handler } from '../world/loopback';

/** What a page's server is given. */
export interface ServiceContext {
  /** It has no handler for requests yet; WebSocket servers can be attached to it. */
  readonly server: Server;
  readonly origin: string;
  readonly appOrigin: string;
  /** Makes a signed JWT with this subject and records it under this name; the same name gives the same token. */
  makeToken(name: string, claims?: Record<string, unknown>): Promise<string>;
  /** Records a token that something else made. */
  record(name: string, jwt: string): void;
}

/** The server of one page. */
export interface Service {
  /** Answers everything but CORS preflights; absent where the server package listens by itself. */
  readonly serve?: Handler;
  /** Takes WebSockets. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** What the page's own server answers to its login: tokens by name. */
  readonly session?: Readonly<Record<string, string>>;
  /** Ends the streams that are open, as a server does that has nothing more to say. */
  endStreams?(): void;
  /** Ends what would keep the server from closing. */
  close?(): unknown;
}

export type CreateService = (context: ServiceContext) => Service | Promise<Service>;
