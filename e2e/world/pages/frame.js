import { sign } from './sign.js';

const status = document.getElementById('status');
const token = await sign({ sub: 'frame', purpose: 'stored by another origin' });
try {
  localStorage.setItem('second.token', token);
  status.textContent = 'stored second.token';
} catch (error) {
  // A browser that blocks third-party storage throws here; the page reports this and continues.
  status.textContent = `not stored: ${error.message}`;
}
