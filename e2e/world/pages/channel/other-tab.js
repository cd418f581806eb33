import { sign } from '../sign.js';
import { ask } from './ask.js';

const token = await sign({ sub: 'other-tab' });
await ask('/channel/quiet', { headers: { authorization: `Bearer ${token}` } });
opener.postMessage('other-tab', location.origin);
