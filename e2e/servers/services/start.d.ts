export interface ServerOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
  readonly publicKeyPem: string;
  readonly isRevoked: (jti: unknown) => boolean;
}

export interface RunningServer {
  readonly origin: string;
  readonly close: () => unknown;
  /** A page at another site, for a server that handles CORS itself. */
  readonly pageUrl?: string;
}

export const servers: Readonly<
  Record<string, (options: ServerOptions) => Promise<RunningServer | undefined>>
>;
export function startSessions(options: { readonly maxHeaderSize?: number }): Promise<RunningServer>;
export function startReasons(): Promise<RunningServer>;
export function startEdge(
  options: Pick<ServerOptions, 'issuer' | 'audience' | 'jwksUri'>,
): Promise<RunningServer>;
