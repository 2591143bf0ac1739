import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'alias-free',
  severity: 'error',
  summary: 'An alias is an id that nothing else has.',
  why: 'Who comes by a former id must come to one credential: where another has it now, or two claim it, nobody knows which was meant.',
  remedy: 'Take the alias away where the id is in use again, or from the credential that never had it.',
  path: 'credentials/wait-time.md',
  good: 'status: active\n',
  bad: 'status: active\naliases: [wait-time]\n',
  *across({ credentials, names }) {
    const owners = new Map<string, string>();
    for (const { id, document, value } of credentials.values()) {
      for (const [at, alias] of (value.aliases ?? []).entries()) {
        const owner = owners.get(alias);
        if (names.credentials.has(alias)) yield atPointer(document, `/aliases/${at}`, `Unexpected alias "${alias}", which is the id of ${alias === id ? 'this credential itself' : 'another credential'}, expected a former id`);
        else if (owner !== undefined) yield atPointer(document, `/aliases/${at}`, `Unexpected alias "${alias}", which "${owner}" has too, expected it once`);
        owners.set(alias, id);
      }
    }
  },
} satisfies Rule as Rule;
