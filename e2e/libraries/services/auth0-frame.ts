export { createService } from './auth0';
