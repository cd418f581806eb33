import { errors, type Provider } from 'oidc-provider';
import { readBody, sendHtml } from './responses';
import type { Handler } from './loopback';
import { escapeHtml, renderPlainPage } from './pages';

const NAME_LIMIT = 64;

/** The provider's only page: asks for a name, accepts any, and returns to the authorization request. */
export function createSignInPage(provider: Provider): Handler {
  return async (request, response) => {
    try {
      await provider.interactionDetails(request, response);
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      sendHtml(response, 400, renderPlainPage('Sign-in not found', lostSignIn));
      return;
    }
    if (request.method !== 'POST') {
      sendHtml(response, 200, renderSignIn());
      return;
    }
    const name = (new URLSearchParams(await readBody(request)).get('name') ?? '').trim();
    if (name === '' || name.length > NAME_LIMIT) {
      sendHtml(response, 400, renderSignIn(`Enter a name of 1 to ${NAME_LIMIT} characters.`));
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: name } });
  };
}

const lostSignIn = '<p>This sign-in has ended or belongs to another browser. Start again from the app.</p>';

function renderSignIn(problem = ''): string {
  const alert = problem === '' ? '' : `<p role="alert" id="problem">${escapeHtml(problem)}</p>`;
  return renderPlainPage(
    'Sign in',
    `<p>Any name will do. No password is asked for.</p>
      <form method="post">
        <label for="name">Name</label>
        <input id="name" name="name" autocomplete="username" maxlength="${NAME_LIMIT}" autofocus
          ${problem === '' ? '' : 'aria-invalid="true" aria-describedby="problem"'} />
        <button>Sign in</button>
      </form>
      ${alert}`,
  );
}

/** The page that confirms a sign-out at once; it has a button for browsers without scripts. */
export function renderSignOut(form: string): string {
  return renderPlainPage(
    'Signing out',
    `${form}
      <button form="op.logoutForm" name="logout" value="yes">Sign out</button>
      <script>document.querySelector('button').click();</script>`,
  );
}

export function renderProblem(error: string, description: string): string {
  return renderPlainPage(
    'Something went wrong',
    `<p><code>${escapeHtml(error)}</code>: ${escapeHtml(description)}</p>`,
  );
}
