import { serveAuth0 } from './auth0.js';

// Tokens in localStorage; new ones through a hidden frame.
serveAuth0({ useRefreshTokens: false, cacheLocation: 'localstorage' });
