import { serveMsal } from './msal.js';

serveMsal('localStorage');
