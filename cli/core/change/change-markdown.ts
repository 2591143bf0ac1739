import { inMarkdown } from '../words.ts';
import type { CatalogChange, CredentialChange } from './catalog-change.ts';
import { byWeight, near, requirementText, unreadableText, versionsOf, waitText } from './change-text.ts';
import { placeText, type Unread } from './unread.ts';
import type { Difference, Words } from './difference.ts';

/** The meaning of a change as Markdown, for a comment on a pull request. Nothing in a catalog's texts is markup there. */
export function changeMarkdown({ credentials, releases, programme, unread, weight, waits }: CatalogChange, prefix = ''): string {
  if (weight === null && credentials.length === 0 && unread.length === 0) return 'Nothing that has a meaning differs.\n';
  const parts = [...credentials.map((change) => credentialMarkdown(change, prefix)), ...partMarkdown('Releases', releases), ...partMarkdown('The programme', programme), ...unreadMarkdown(unread, prefix)];
  return `${parts.join('\n\n')}\n${weight === null ? '' : `\nIn all: ${weight === 'editorial' ? 'an' : 'a'} **${weight}** change${waitText(waits)}.\n`}`;
}

const partMarkdown = (title: string, differences: readonly Difference[]): readonly string[] => (differences.length === 0 ? [] : [`### ${title}\n\n${listOf(differences)}`]);

const unreadMarkdown = (unread: readonly Unread[], prefix: string): readonly string[] => (unread.length === 0 ? [] : [`### Could not be read\n\n${unread.map((one) => `- ${inMarkdown(placeText(one, prefix))}: ${inMarkdown(one.message)}.`).join('\n')}`]);

function credentialMarkdown(change: CredentialChange, prefix: string): string {
  const head = `### ${inMarkdown(change.title)} (\`${change.id}\`) ${versionsOf(change)}`.trimEnd();
  if (change.kind === 'unreadable') return `${head}\n\n${inMarkdown(unreadableText(change, prefix))}`;
  return `${head}\n\n${listOf(change.differences)}${change.requires === null ? '' : `\n\n${sentence(requirementText(change.requires))}${waitText(change.waits)}.`}`;
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
const listOf = (differences: readonly Difference[]): string => byWeight(differences).map(({ weight, turn, says, words }) => `- **${weight}**, ${turn}: ${inMarkdown(says)}.${words === undefined ? '' : `\n  > ${wordsMarkdown(words)}`}`).join('\n');

const wordsMarkdown = (words: readonly Words[]): string =>
  words.map(({ turn, text }, at) => (turn === 'same' ? inMarkdown(near(text.trim(), at === 0, at === words.length - 1)) : turn === 'removed' ? `~~${inMarkdown(text)}~~` : `**${inMarkdown(text)}**`)).filter((text) => text !== '' && text !== '~~~~' && text !== '****').join(' ');
