import { Amplify } from 'aws-amplify';
import { fetchAuthSession, fetchUserAttributes, signIn } from 'aws-amplify/auth';
import { call, check, serve, settings } from './page.js';

Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: 'us-east-1_demo',
      userPoolClientId: 'demo-client',
      userPoolEndpoint: settings.service,
    },
  },
});

serve({
  async resume() {
    return (await fetchAuthSession()).tokens === undefined ? 'ready' : 'signed in';
  },
  async run() {
    const options = { authFlowType: 'USER_PASSWORD_AUTH' };
    const { isSignedIn } = await signIn({ username: 'alice', password: 'secret', options });
    check(isSignedIn, 'signed in');
    await fetchUserAttributes();
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    await call('/orders', tokens.idToken);
    return 'done';
  },
});
