// The floor under linting: reads every file of a folder and parses it with the fastest whole parsers that keep places, and looks at nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { constructFromEvents, CORE_SCHEMA, parseEvents } from 'js-yaml';
import { markdownToMdast } from 'satteri';

const yaml = (source: string): unknown => constructFromEvents(parseEvents(source, {}), { source, schema: CORE_SCHEMA });

function parse(path: string, text: string): unknown {
  if (path.endsWith('.json')) return JSON.parse(text);
  if (!path.endsWith('.md')) return yaml(text);
  const end = text.indexOf('\n---\n', 4);
  return [yaml(text.slice(4, end + 1)), markdownToMdast(text.slice(end + 5), { features: { gfm: true, frontmatter: false } })];
}

const folder = process.argv[2]!;
const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const kept = entries.map(({ parentPath, name }) => parse(name, readFileSync(join(parentPath, name), 'utf8')));
process.stdout.write(`${kept.length} files\n`);
