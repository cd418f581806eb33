import { sign } from '../sign.js';
import { fetchAndRead } from './fetch-and-read.js';

const token = await sign({ sub: 'other-tab' });
await fetchAndRead('/channel/quiet', { headers: { authorization: `Bearer ${token}` } });
opener.postMessage('other-tab', location.origin);
