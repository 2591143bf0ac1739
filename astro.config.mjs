import { defineConfig } from 'astro/config';
import { catalogFolder, ledgerFolder, publicationFiles, siteAddress } from './site/catalog-source.ts';
import { publication } from './site/publication.ts';

const address = new URL(await siteAddress());
const base = address.pathname.replace(/\/*$/, '/');

export default defineConfig({
  site: address.origin,
  base,
  srcDir: './site',
  publicDir: './site/public',
  outDir: process.env.LAUREL_OUT || './dist',
  trailingSlash: 'always',
  // Spaces between inline elements are meant.
  compressHTML: true,
  build: { format: 'directory', inlineStylesheets: 'never', assets: 'assets' },
  // Nothing is written into a page that the content security policy would have to allow by hash.
  vite: { build: { assetsInlineLimit: 0, cssCodeSplit: false } },
  devToolbar: { enabled: false },
  integrations: [publication(publicationFiles, base, [catalogFolder(), ledgerFolder()].filter((folder) => folder !== null))],
});
