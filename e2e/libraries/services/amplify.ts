import { readBody } from '../../world/responses';
import type { CreateService } from '../service';

/** Amazon Cognito's user pools: one URL, an action in `X-Amz-Target`, and JSON with AWS's own media type. */
export const createService: CreateService = async ({ makeToken, origin }) => {
  const sub = 'c0ffee';
  const iss = `${origin}/us-east-1_demo`;
  let signIns = 0;
  async function makeResult() {
    signIns += 1;
    const common = { iss, 'cognito:username': 'alice', auth_time: 1 };
    return {
      AccessToken: await makeToken(`access ${signIns}`, {
        ...common,
        token_use: 'access',
        username: 'alice',
      }),
      IdToken: await makeToken(`id ${signIns}`, { ...common, token_use: 'id', aud: 'demo-client' }),
      ExpiresIn: 3600,
      TokenType: 'Bearer',
    };
  }
  return {
    async serve(request, response) {
      const body = JSON.parse(await readBody(request)) as Record<string, unknown>;
      const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const actions: Record<string, () => unknown> = {
        InitiateAuth: async () => ({
          ChallengeParameters: {},
          AuthenticationResult: { ...(await makeResult()), RefreshToken: await makeToken('refresh') },
        }),
        GetTokensFromRefreshToken: async () => ({ AuthenticationResult: await makeResult() }),
        GetUser: () => ({ Username: 'alice', UserAttributes: [{ Name: 'sub', Value: sub }] }),
      };
      const result = await actions[action]?.();
      response.writeHead(result === undefined || typeof body !== 'object' ? 400 : 200, {
        'content-type': 'application/x-amz-json-1.1',
      });
      response.end(JSON.stringify(result ?? { __type: 'InvalidParameterException' }));
    },
  };
};
