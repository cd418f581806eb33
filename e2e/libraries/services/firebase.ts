import { pathOf, readBody, sendJson } from '../../world/responses';
import type { CreateService } from '../service';

/**
 * Implements the part of Firebase's Auth emulator that the page uses: Identity Toolkit and the Secure Token API, each
 * under its host name.
 */
export const createService: CreateService = ({ makeToken }) => {
  const user = { localId: 'alice-id', email: 'alice@example.com', providerUserInfo: [] };
  let signIns = 0;
  const makeIdToken = () => {
    signIns += 1;
    return makeToken(`id ${signIns}`, { user_id: user.localId, aud: 'demo', firebase: {} });
  };
  return {
    async serve(request, response) {
      const path = pathOf(request);
      await readBody(request);
      if (path.endsWith('/accounts:signInWithPassword')) {
        const idToken = await makeIdToken();
        return sendJson(response, 200, { ...user, idToken, refreshToken: 'opaque', expiresIn: '3600' });
      }
      if (path.endsWith('/accounts:lookup')) return sendJson(response, 200, { users: [user] });
      if (path !== '/securetoken.googleapis.com/v1/token') return sendJson(response, 404, {});
      const token = await makeIdToken();
      return sendJson(response, 200, {
        access_token: token,
        id_token: token,
        expires_in: '3600',
        token_type: 'Bearer',
        refresh_token: 'opaque',
        user_id: user.localId,
        project_id: 'demo',
      });
    },
  };
};
