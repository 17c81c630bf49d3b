// Makes wwwroot/lib/site.css, the one stylesheet that a browser loads, from one file per component, in this order.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const order = ['tokens', 'base', 'layout', 'controls', 'panel', 'cards', 'history', 'overlays', 'steps', 'screenplay', 'style-choice',
  'inbox', 'wall', 'chat', 'board', 'sheets', 'states', 'comparison', 'words', 'outline', 'drafts', 'diff', 'changes', 'storage'];
const forgotten = readdirSync('wwwroot/css').map(f => f.replace(/\.css$/, '')).filter(f => !order.includes(f));
if (forgotten.length > 0) throw new Error(`styles.mjs does not name ${forgotten.join(', ')}`);
mkdirSync('wwwroot/lib', { recursive: true });
writeFileSync('wwwroot/lib/site.css', order.map(f => readFileSync(`wwwroot/css/${f}.css`, 'utf8')).join('\n'));
