import { artFaults } from '../badge/own-art.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'badge-picture',
  severity: 'error',
  summary: 'A badge picture of your own stands beside its credential, is described in words, and holds shapes alone.',
  why: 'The picture is frozen into the release, carries the signed badge, and is shown to people who do not know you: it may neither run, nor load anything, nor tell of a camera or a person.',
  remedy: 'Put it beside the credential as <id>.svg or <id>.png, and say under `art: alt:` what it shows. From a drawing program, export a "plain" or "optimized" SVG with text as paths. Without a picture leave `art` out: the badge is then drawn from the rubric.',
  path: 'credentials/wait-time.md',
  good: 'title: Wait time\n',
  bad: 'title: Wait time\nart:\n  alt: A clock at three seconds.\n',
  *across({ art, credentials, names }) {
    for (const { id, document, value } of credentials.values()) {
      if (value.art !== undefined && !art.has(id)) yield atPointer(document, '/art', `Unexpected \`art\` without a picture, expected credentials/${id}.svg or credentials/${id}.png`);
      if (value.art === undefined && art.has(id)) yield atPointer(document, '/title', `Unexpected picture ${art.get(id)!.path} that nobody describes, expected \`art: alt:\` with what it shows`);
      else if (/\.(?:png|svg)$/i.test(value.art?.alt.trim() ?? '')) yield atPointer(document, '/art/alt', 'Unexpected file name in place of a description, expected what the picture shows');
    }
    for (const [id, picture] of art) {
      const at = { path: picture.path, at: { line: 1, column: 1 } };
      if (!names.credentials.has(id)) yield { ...at, message: `Unexpected picture without a credential, expected credentials/${id}.md beside it` };
      for (const message of artFaults(picture)) yield { ...at, message };
    }
  },
} satisfies Rule as Rule;
