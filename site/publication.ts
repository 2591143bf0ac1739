import { writeFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { Publication } from '../cli/core/publication.ts';
import { contentOf } from '../cli/core/site-file.ts';

const TYPES: Readonly<Record<string, string>> = { json: 'application/json', svg: 'image/svg+xml', png: 'image/png', html: 'text/html', pdf: 'application/pdf', 'tlog-proof': 'text/plain; charset=utf-8' };

/**
 * Puts the machine-readable files into the built site byte by byte, dot-folders included, and serves the same
 * while authors preview. No page may stand where one of these files goes.
 */
export function publication(read: () => Promise<Publication>, base: string, watched: readonly string[]): AstroIntegration {
  return {
    name: 'laurel-publication',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const files = await read();
        const folders = new Set<string>();
        // One after the other: of ten thousand badges with their pictures no more than one is in memory.
        for (const [path, made] of files) {
          const file = fileURLToPath(new URL(path, dir));
          if (!folders.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
          folders.add(dirname(file));
          await writeFile(file, await contentOf(made));
        }
        logger.info(`${files.size} machine-readable files`);
      },
      'astro:server:setup': ({ server }) => {
        let files: Promise<Publication> | undefined;
        server.watcher.add([...watched]);
        server.watcher.on('all', (_event, path) => {
          if (!watched.some((folder) => path.startsWith(folder))) return;
          files = undefined;
          server.ws.send({ type: 'full-reload' });
        });
        server.middlewares.use((request, response, next) => {
          const path = decodeURI((request.url ?? '').replace(/[?#].*$/, '')).slice(base.length);
          if (!/\.[a-z-]+$/.test(path) && !path.startsWith('log/')) return next();
          (files ??= read()).then(async (all) => {
            const made = all.get(path);
            if (made === undefined) return next();
            const bytes = await contentOf(made);
            response.setHeader('content-type', path === 'log/checkpoint' ? 'text/plain; charset=utf-8' : (TYPES[path.split('.').at(-1)!] ?? 'application/octet-stream'));
            response.end(bytes);
          }).catch(next);
        });
      },
    },
  };
}
