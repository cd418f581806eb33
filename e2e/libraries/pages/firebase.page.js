import { initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth, signInWithEmailAndPassword } from 'firebase/auth';
import { call, check, serve, settings } from './page.js';

const auth = getAuth(initializeApp({ apiKey: 'demo', projectId: 'demo' }));
connectAuthEmulator(auth, settings.service, { disableWarnings: true });

serve({
  async resume() {
    await auth.authStateReady();
    return auth.currentUser === null ? 'ready' : 'signed in';
  },
  async run() {
    const { user } = await signInWithEmailAndPassword(auth, 'alice@example.com', 'secret');
    const token = await user.getIdToken(true);
    check(token.startsWith('eyJ'), 'an ID token');
    await call('/orders', token);
    return 'done';
  },
});
