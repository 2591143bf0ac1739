import type { ReleaseFile } from '../model.generated.ts';
import { mediaTypeOf } from '../submission/media-type.ts';
import type { FormLink, IssueForm } from './issue-form.ts';

// JSON's quotes are YAML's too: whatever was typed stays text.
const text = JSON.stringify;

/**
 * The submission.md of somebody who filled in the issue form. What the form holds stands in it as it was given, so that the
 * completeness answer can say in words what is missing; nothing is made up, a digest least of all.
 * @param place where it is handed in: a private repository, or one that everybody reads.
 */
export function submissionFromIssue(form: IssueForm, file: ReleaseFile, place: { readonly isPrivate: boolean }): string {
  const { release, digest } = file;
  const { 'public-consent': consent, ...attestations } = form.attestations;
  const bare = form.links.some(({ commitment }) => commitment === null);
  const lines = [
    '---',
    `credential: ${release.id}`,
    `release: ${digest}`,
    `visibility: ${place.isPrivate ? 'private' : 'public'}`,
    ...(form.school === null ? [] : [`school: ${text(form.school)}`]),
    ...(form.team.length === 0 ? [] : [`team: ${text(form.team)}`]),
    'attestations:',
    ...Object.entries(attestations).map(([name, value]) => `  ${name}: ${value}`),
    ...(place.isPrivate ? [] : [`  public-consent: ${consent}`]),
    ...mapping('choices', Object.entries(form.choices).map(([requirement, option]) => [requirement, [` ${text(option)}`]])),
    ...(bare ? ['# A link alone does not say which bytes were handed in. The credential\'s page makes the missing line for each file,', '# on the teacher\'s own device and without uploading it; it replaces the link in the form.'] : []),
    ...mapping('evidence', [...groups(form.links)].map(([requirement, links]) => [requirement, ['', ...links.flatMap(piece)]])),
    '---',
  ];
  return `${lines.join('\n')}\n\n# ${release.credential.title}\n\n${form.parts.trim()}\n`;
}

function mapping(name: string, entries: readonly (readonly [key: string, value: readonly string[]])[]): readonly string[] {
  if (entries.length === 0) return [`${name}: {}`];
  return [`${name}:`, ...entries.flatMap(([key, [first = '', ...rest]]) => [`  ${text(key)}:${first}`, ...rest])];
}

function groups(links: readonly FormLink[]): ReadonlyMap<string, readonly FormLink[]> {
  const found = new Map<string, FormLink[]>();
  for (const link of links) found.set(link.requirement, [...(found.get(link.requirement) ?? []), link]);
  return found;
}

function piece({ link, commitment }: FormLink): readonly string[] {
  const media = commitment?.media ?? mediaTypeOf(new URL(link).pathname) ?? 'application/octet-stream';
  const rest = commitment === null ? [] : [`      bytes: ${commitment.bytes}`, `      salt: ${text(commitment.salt)}`, `      sha256: ${text(commitment.sha256)}`];
  return [`    - link: ${text(link)}`, `      media: ${text(media)}`, ...rest];
}
