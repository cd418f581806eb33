import { serveMsal } from './msal.js';

serveMsal('sessionStorage');
