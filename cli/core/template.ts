import type { ReleaseFile } from './model.generated.ts';
import { wrap } from './words.ts';

type Release = ReleaseFile['release'];
type Requirement = Release['evidence']['requirements'][number];

const range = (pair: readonly number[] | undefined, unit: string): string => (pair === undefined ? '' : pair[0] === pair[1] ? `${pair[0]} ${unit}` : `${pair[0]}-${pair[1]} ${unit}`);

/** A requirement's length in words for people, such as `200-400 words`. */
export const lengthOf = (piece: { readonly words?: readonly number[]; readonly minutes?: readonly number[]; readonly count?: readonly number[] }): string =>
  [range(piece.count, piece.count?.[1] === 1 ? 'file or link' : 'files or links'), range(piece.minutes, 'minutes'), range(piece.words, 'words')].filter(Boolean).join(', ');

/** Whether a requirement, or one of its options, is written into the submission's body. */
export const isWritten = (requirement: Requirement): boolean => requirement.form === 'written' || (requirement.oneOf ?? []).some(({ form }) => form === 'written');

/** What the template says about who can read a submission: in a one-repository programme it can only be public. */
const VISIBILITY = {
  public: `# Everything in this repository is public, "not yet" decisions included, and stays public. Choosing it is your consent.
visibility: public`,
  private: `# private: you get the badge. public: it is published too. What you hand in stays private either way.
visibility: private`,
} as const;

/** The file that `laurel start` gives a teacher: every field there, every part with its prompt. */
export function submissionTemplate(file: ReleaseFile, place: keyof typeof VISIBILITY): string {
  const { release, digest } = file;
  const attached = release.evidence.requirements.filter((requirement) => requirement.form !== 'written');
  const comments = attached.flatMap((requirement) => [
    `  # ${requirement.title}${lengthOf(requirement) === '' ? '' : `, ${lengthOf(requirement)}`}:`,
    ...(requirement.oneOf === undefined ? [] : [`  #   choose one of ${requirement.oneOf.map(({ id, title }) => `${id} (${title})`).join(', ')} under \`choices\``]),
    `  #   laurel attach ${requirement.id} <file> --link <address>${requirement.oneOf === undefined ? '' : ' --choice <form>'}`,
  ]);
  const sections = release.evidence.requirements.filter(isWritten).map((requirement) => `## ${requirement.title}\n\n<!--\n${wrap(requirement.prompt.replaceAll('-->', '->'), 100)}\n${requirement.words === undefined ? '' : `${range(requirement.words, 'words')}.\n`}-->\n`);
  return `---
credential: ${release.id}
release: ${digest}
${VISIBILITY[place]}
# school: Northside Elementary   # yours: nobody from it assesses you
# team: [tomas-reyes]            # who else worked on it, by GitHub name: they do not assess it
# Set each to true when it is.
attestations:
  own-work: false          # this is my own work, or my part of team work that the text names
  team-named: false        # whoever else worked on it is named under \`team\`, or nobody did
  names-removed: false     # no pupil can be recognised by name, face, voice or number
  consent-on-file: false   # where pupils' work appears, consent is on file at my school
${place === 'public' ? '  public-consent: false    # I understand that everything here is public and stays public\n' : ''}choices: {}
evidence: {}
${comments.join('\n')}
---

# ${release.credential.title}

${sections.join('\n')}`;
}
