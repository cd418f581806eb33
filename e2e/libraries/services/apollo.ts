import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import type { CreateService } from '../service';

const schema = buildSchema(`
  type Query { orders: [String], shared(link: String): String }
  type Mutation { login(user: String): Session }
  type Session { token: String }
`);

/** graphql-http, the reference server of GraphQL over HTTP. */
export const createService: CreateService = async ({ makeToken }) => {
  const token = await makeToken('session');
  const rootValue = { login: () => ({ token }), orders: () => ['Desk lamp'], shared: () => 'Notebook' };
  const handle = createHandler({ schema, rootValue });
  return {
    session: { shared: await makeToken('shared') },
    serve: (request, response) => handle(request, response),
  };
};
