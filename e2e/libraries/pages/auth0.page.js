import { serveAuth0 } from './auth0.js';

// Tokens in memory, the refresh token in a worker.
serveAuth0({ useRefreshTokens: true, cacheLocation: 'memory' });
