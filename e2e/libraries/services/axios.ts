import { pathOf, readBody, sendJson } from '../../world/responses';
import type { CreateService } from '../service';

/** An API with a refresh token and a short-lived access token, which it rejects once. */
export const createService: CreateService = async ({ makeToken }) => {
  const [stale, fresh, refresh] = await Promise.all([
    makeToken('stale access'),
    makeToken('fresh access'),
    makeToken('refresh'),
  ]);
  return {
    async serve(request, response) {
      const path = pathOf(request);
      const body = await readBody(request);
      if (path === '/login') return sendJson(response, 200, { accessToken: stale, refreshToken: refresh });
      if (path === '/refresh' && body.includes(refresh))
        return sendJson(response, 200, { accessToken: fresh });
      const isFresh = request.headers.authorization === `Bearer ${fresh}`;
      sendJson(response, isFresh ? 200 : 401, isFresh ? { orders: [] } : { error: 'invalid_token' });
    },
  };
};
