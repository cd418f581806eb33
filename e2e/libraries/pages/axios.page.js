import { create } from 'axios';
import { check, serve, settings } from './page.js';

const KEY = 'axios.session';

const api = create({ baseURL: settings.service });
/** Without the interceptors. */
const accounts = create({ baseURL: settings.service });
let session = JSON.parse(localStorage.getItem(KEY) ?? 'null');

function keep(changes) {
  session = { ...session, ...changes };
  localStorage.setItem(KEY, JSON.stringify(session));
}

api.interceptors.request.use((config) => {
  if (session !== null) config.headers.set('Authorization', `Bearer ${session.accessToken}`);
  return config;
});

// The usual reaction to a 401: refresh once, then send the same request again.
api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config.isRetry) throw error;
  const { refreshToken } = session;
  keep((await accounts.post('/refresh', { refreshToken })).data);
  return api.request({ ...error.config, isRetry: true });
});

serve({
  async run() {
    keep((await accounts.post('/login', { user: 'alice', password: 'secret' })).data);
    check((await api.get('/orders')).status === 200, 'the retry is accepted');
    check((await api.get('/by-fetch', { adapter: 'fetch' })).status === 200, 'the fetch adapter works');
    return 'done';
  },
});
