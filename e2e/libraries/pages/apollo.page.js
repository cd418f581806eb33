import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { check, login, serve, settings } from './page.js';

const KEY = 'apollo-token';

const auth = new SetContextLink(({ headers }) => {
  const token = localStorage.getItem(KEY);
  return { headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) } };
});
const http = new HttpLink({ uri: `${settings.service}/graphql`, useGETForQueries: true });
const client = new ApolloClient({ link: ApolloLink.from([auth, http]), cache: new InMemoryCache() });

serve({
  async run() {
    const { shared } = await login();
    const mutation = gql`
      mutation Login($user: String) {
        login(user: $user) {
          token
        }
      }
    `;
    const { data } = await client.mutate({ mutation, variables: { user: 'alice' } });
    localStorage.setItem(KEY, data.login.token);
    const orders = gql`
      query Orders {
        orders
      }
    `;
    check((await client.query({ query: orders })).data.orders.length === 1, 'orders');
    const link = gql`
      query Shared($link: String) {
        shared(link: $link)
      }
    `;
    await client.query({ query: link, variables: { link: shared } });
    return 'done';
  },
});
