import { didYouMean } from '../nearest.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'renamed-keeps-alias',
  severity: 'error',
  summary: 'What was released once stays found: under its id, or by the alias of the credential that it became.',
  why: 'Badges, links and teachers midway go by the id under which a credential was released. One that is renamed without an alias, or deleted, leaves them with nothing; an alias under which nothing was released leads nobody anywhere.',
  remedy: 'After a rename write the former id, as its folder in releases/ has it, under `aliases` of the credential. To end a credential set `status: retired` with a `successor`; its file stays.',
  path: 'credentials/wait-time.md',
  good: 'status: active\n',
  bad: 'status: active\naliases: [waiting-time]\n',
  *across({ credentials, names }) {
    // By folder and not by what could be read: a release with faults was released all the same.
    const released = new Map([...names.releases].map((id) => [id.split('/')[0]!, id]));
    const aliases = new Set([...credentials.values()].flatMap(({ value }) => value.aliases ?? []));
    // A credential that could not be read may have any alias.
    if (credentials.size === names.credentials.size) {
      for (const [id, release] of released) {
        if (!names.credentials.has(id) && !aliases.has(id)) yield { path: `releases/${release}.json`, at: { line: 1, column: 1 }, message: `Unexpected release of "${id}", which no credential is or was called, expected credentials/${id}.md or an alias` };
      }
    }
    for (const { document, value } of credentials.values()) {
      for (const [at, alias] of (value.aliases ?? []).entries()) {
        if (!released.has(alias)) yield atPointer(document, `/aliases/${at}`, `Unexpected alias "${alias}", under which nothing was released, expected a folder in releases/.${didYouMean(alias, released.keys())}`);
      }
    }
  },
} satisfies Rule as Rule;
