import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'translation-known',
  severity: 'error',
  summary: 'A translation is another credential of this catalog, in the language that is said.',
  why: 'Every badge names the translations by their addresses for ever; an address where nothing stands helps nobody.',
  remedy: 'Write the id of the other credential, a version that it has or is about to have, and its `language`.',
  path: 'credentials/wait-time.md',
  good: 'competency: teaching/gives-wait-time\n',
  bad: 'translations: [{ credential: wait-time, version: 1.0.0, language: es }]\ncompetency: teaching/gives-wait-time\n',
  *across({ credentials, issuer, names, releases }) {
    for (const { id, document, value } of credentials.values()) {
      for (const [at, { credential, version, language }] of (value.translations ?? []).entries()) {
        const place = (name: string): string => `/translations/${at}/${name}`;
        const other = credentials.get(credential)?.value;
        if (credential === id) yield atPointer(document, place('credential'), 'Unexpected translation that is this credential itself, expected another');
        else if (other === undefined) {
          // A broken file is not a missing one.
          if (!names.credentials.has(credential)) yield atPointer(document, place('credential'), `Unexpected credential "${credential}", expected one of this catalog`);
        } else if ((other.language ?? issuer?.value.language ?? language) !== language) yield atPointer(document, place('language'), `Unexpected language ${language}, expected that of ${credential}`);
        else if (other.version !== version && !releases.has(`${credential}/${version}`)) yield atPointer(document, place('version'), `Unexpected version ${version}, expected one that ${credential} has`);
      }
    }
  },
} satisfies Rule as Rule;
