import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Hono } from 'hono';

/** The page's files; `#page/` is the folder that package.json names. */
const files = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
  '/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
} as const;

const require = createRequire(import.meta.url);

/** The page at `/`. It holds nothing of any batch: what it shows it asks for, with the token if there is one. */
export function pageRoutes(): Hono {
  const routes = new Hono();
  for (const [path, { name, type }] of Object.entries(files)) {
    routes.get(path, async context =>
      context.body(await readFile(require.resolve(`#page/${name}`), 'utf8'), 200, { 'content-type': type }),
    );
  }
  return routes;
}
