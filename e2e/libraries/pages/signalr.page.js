import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { check, first, login, serve, settings } from './page.js';

async function connect(path, transport, token) {
  const connection = new HubConnectionBuilder()
    .withUrl(`${settings.service}${path}`, { transport, accessTokenFactory: () => token })
    .configureLogging(LogLevel.None)
    .build();
  const session = first((resolve) => connection.on('session', resolve));
  await connection.start();
  check((await session).token.startsWith('eyJ'), 'an invocation with a token');
  return connection;
}

serve({
  async run() {
    const tokens = await login();
    for (const transport of ['LongPolling', 'ServerSentEvents', 'WebSockets']) {
      const connection = await connect('/hub', HttpTransportType[transport], tokens[transport]);
      if (transport !== 'WebSockets') continue;
      const renewed = await connection.invoke('Renew', { token: tokens.argument });
      check(renewed.token.startsWith('eyJ'), 'a result with a token');
    }
    await connect('/managed', HttpTransportType.WebSockets, tokens['before managed']);
    return 'done';
  },
});
