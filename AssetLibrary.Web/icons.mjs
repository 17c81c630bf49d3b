// Makes wwwroot/img/icons.svg from the lucide icons that the pages name: <icon name="x" />, choices inside
// <icon name="@(…)" />, EmptyState("x", …), and Icon("x") in a tag helper.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const source = 'node_modules/lucide-static/icons';
const names = new Set();
for (const file of readdirSync('.', { recursive: true })) {
  if (!/\.cshtml$|TagHelper\.cs$/.test(file) || /^(bin|obj|node_modules)\b/.test(file)) continue;
  const text = readFileSync(file, 'utf8');
  for (const [, literal, choice] of text.matchAll(/<icon name="(?:([a-z0-9-]+)"|@\((.*?)\)")/gs)) {
    if (literal) names.add(literal);
    else for (const [, name] of choice.matchAll(/"([a-z0-9-]+)"/g)) if (existsSync(`${source}/${name}.svg`)) names.add(name);
  }
  for (const [, name] of text.matchAll(/(?:EmptyState|Icon)\("([a-z0-9-]+)"/g)) names.add(name);
}
const symbols = [...names].sort().map(name => {
  const path = `${source}/${name}.svg`;
  if (!existsSync(path)) throw new Error(`lucide has no icon named ${name}`);
  const inner = readFileSync(path, 'utf8').match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/\s*\n\s*/g, '');
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
});
mkdirSync('wwwroot/img', { recursive: true });
writeFileSync('wwwroot/img/icons.svg', `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`);
