export { createService } from './msal';
