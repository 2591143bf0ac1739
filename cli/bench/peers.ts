import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, KINDS, type Peer, type PeerPlace } from './peer.ts';

const schemaOf = ({ schemas }: PeerPlace, kind: string): string => join(schemas, `${kind}.schema.json`);

const jsonschema: Peer = {
  name: '@sourcemeta/jsonschema',
  packages: ['@sourcemeta/jsonschema'],
  finds: 'schema',
  settings: () => ({}),
  commands: (place) => KINDS.map((kind) => [
    join(place.packages, '@sourcemeta', 'jsonschema', 'npm', 'cli.js'), 'validate', schemaOf(place, kind), filesOf(kind, place).folder, '--resolve', place.schemas, '--format-assertion', '--continue',
  ]),
  named: /^fail: (.+)$/gm,
};

const ajv: Peer = {
  name: 'ajv-cli',
  packages: ['ajv-cli', 'ajv-formats'],
  finds: 'schema',
  settings: () => ({}),
  commands: (place) => KINDS.map((kind) => {
    const { folder, below } = filesOf(kind, place);
    const others = readdirSync(place.schemas).filter((name) => name.endsWith('.schema.json') && name !== `${kind}.schema.json`);
    return [join(place.packages, 'ajv-cli', 'dist', 'index.js'), 'validate', '--spec=draft2020', '--strict=false', '--all-errors', '--errors=line', '-c', 'ajv-formats', '-s', schemaOf(place, kind), ...others.flatMap((name) => ['-r', join(place.schemas, name)]), '-d', `${folder}/${below}`];
  }),
  named: /^(.+) invalid$/gm,
};

const remark: Peer = {
  name: 'remark-validate-links',
  packages: ['remark-validate-links', 'remark-cli', 'remark-frontmatter'],
  finds: 'link',
  settings: ({ catalog, packages }) => ({
    // Told where it is, it need not ask git about every file, which takes it several times as long.
    'remark.json': { plugins: [join(packages, 'remark-frontmatter', 'index.js'), [join(packages, 'remark-validate-links', 'index.js'), { repository: 'https://github.com/example/credentials', root: catalog }]] },
  }),
  commands: ({ packages, settings }) => [[join(packages, 'remark-cli', 'cli.js'), '--quiet', '--frail', '--no-stdout', '--no-color', '--rc-path', join(settings, 'remark.json'), 'credentials']],
  named: /^(\S.*\.md)$/gm,
};

// The rules that correspond to ours: with all of its own, which are about layout too, it takes longer.
const RULES = ['heading-increment', 'no-duplicate-heading', 'no-inline-html', 'no-alt-text', 'no-empty-links', 'link-fragments', 'reference-links-images', 'descriptive-link-text'];

const markdownlint: Peer = {
  name: 'markdownlint-cli2',
  packages: ['markdownlint-cli2'],
  finds: 'link',
  settings: () => ({ '.markdownlint.json': { default: false, ...Object.fromEntries(RULES.map((rule) => [rule, true])) } }),
  commands: ({ packages, settings }) => [[join(packages, 'markdownlint-cli2', 'markdownlint-cli2-bin.mjs'), '--config', join(settings, '.markdownlint.json'), 'credentials/*.md']],
  named: /^(\S.*\.md):\d+/gm,
};

/** What an author would otherwise use, each for its own part. */
export const peers: readonly Peer[] = [jsonschema, ajv, remark, markdownlint];
