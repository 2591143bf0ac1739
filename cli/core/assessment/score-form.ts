import type { Heading, List, Root, RootContent } from 'mdast';
import { excessIn } from '../markdown-limits.ts';
import { nodesOf, parseMarkdown, textOf } from '../markdown.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { didYouMean } from '../nearest.ts';

type Release = ReleaseFile['release'];

/** One assessor's judgement: a level and feedback per criterion, and for each part that no criterion scores whether it is sufficient. */
export interface Assessment {
  readonly levels: ReadonlyMap<string, string>;
  readonly sufficient: ReadonlyMap<string, boolean>;
  readonly feedback: ReadonlyMap<string, string>;
}

/** What a form's text lacks, in a sentence with the line it is about (1-based). */
export interface FormFault {
  readonly line: number;
  readonly message: string;
}

/** Largest form that is read, in UTF-16 units; GitHub takes no longer review. */
export const MAX_FORM = 65_536;
const CONFLICT = 'no-conflict';

/** Parts that no criterion scores. */
export const unscored = (release: Release): Release['evidence']['requirements'] => release.evidence.requirements.filter(({ feeds }) => feeds === undefined);

/** The form for a release, with nothing ticked: one heading a criterion, its levels as boxes, room for feedback. */
export function scoreForm(release: Release): string {
  const titles = new Map(release.rubric.levels.map(({ id, title }) => [id, title]));
  const parts = unscored(release).map(({ id, title, sufficient }) => `### ${title} (\`${id}\`)\n\n${sufficient ?? ''}\n\n- [ ] \`sufficient\`\n- [ ] \`not-sufficient\`\n\nFeedback:\n\n`);
  const criteria = release.rubric.criteria.map(({ id, title, levels }) => {
    const boxes = release.rubric.levels.map((level) => `- [ ] \`${level.id}\` **${titles.get(level.id)}.** ${(levels as Record<string, string>)[level.id]?.trim() ?? ''}`);
    return `### ${title} (\`${id}\`)\n\n${boxes.join('\n')}\n\nFeedback:\n\n`;
  });
  return `## Assessment of ${release.credential.title} ${release.credential.version}

Put an \`x\` into one box under each heading and write what you saw after "Feedback:". The decision is computed from the levels.

${[...criteria, ...parts].join('\n')}
### Declaration (\`conflict-of-interest\`)

- [ ] \`${CONFLICT}\` I have no conflict of interest with this educator.
`;
}

interface Block {
  readonly heading: Heading;
  readonly id: string;
  readonly content: readonly RootContent[];
}

/**
 * Reads a filled form strictly: every criterion and unscored part once, one box ticked, feedback written,
 * the declaration made. What is missing is said line by line, with the nearest name.
 */
export function parseScoreForm(text: string, release: Release): { readonly ok: true; readonly assessment: Assessment } | { readonly ok: false; readonly faults: readonly FormFault[] } {
  if (text.length > MAX_FORM) return { ok: false, faults: [{ line: 1, message: `Unexpected form of ${text.length} characters, expected at most ${MAX_FORM}` }] };
  const excess = excessIn(text);
  if (excess !== null) return { ok: false, faults: [{ line: 1, message: excess.message }] };
  const root = parseMarkdown(text);
  const faults: FormFault[] = [];
  const blocks = blocksOf(root, faults);
  const criteria = new Map(release.rubric.criteria.map((criterion) => [criterion.id, Object.keys(criterion.levels)]));
  const parts = new Set(unscored(release).map(({ id }) => id));
  const known = [...criteria.keys(), ...parts, 'conflict-of-interest'];
  const levels = new Map<string, string>();
  const sufficient = new Map<string, boolean>();
  const feedback = new Map<string, string>();
  const seen = new Set<string>();
  let declared = false;

  for (const block of blocks) {
    const line = block.heading.position?.start.line ?? 1;
    if (!known.includes(block.id)) {
      faults.push({ line, message: `Unexpected heading "${block.id}", expected one of the form's.${didYouMean(block.id, known)}` });
      continue;
    }
    if (seen.has(block.id)) faults.push({ line, message: `Unexpected second "${block.id}", expected each heading once` });
    seen.add(block.id);
    const options = block.id === 'conflict-of-interest' ? [CONFLICT] : parts.has(block.id) ? ['sufficient', 'not-sufficient'] : criteria.get(block.id)!;
    const ticked = tickedIn(block, options, line, faults);
    if (block.id === 'conflict-of-interest') {
      declared = ticked === CONFLICT;
      continue;
    }
    if (ticked !== null) {
      if (parts.has(block.id)) sufficient.set(block.id, ticked === 'sufficient');
      else levels.set(block.id, ticked);
    }
    const words = feedbackOf(block);
    if (words === '') faults.push({ line, message: `Unexpected absence of feedback for "${block.id}", expected a sentence after "Feedback:"` });
    else feedback.set(block.id, words);
  }
  for (const id of known) if (!seen.has(id)) faults.push({ line: 1, message: `Unexpected absence of the heading "${id}", expected it once` });
  if (seen.has('conflict-of-interest') && !declared) faults.push({ line: 1, message: 'Unexpected absence of the declaration, expected its box to be ticked: who has a conflict of interest does not assess' });
  return faults.length > 0 ? { ok: false, faults: faults.sort((a, b) => a.line - b.line) } : { ok: true, assessment: { levels, sufficient, feedback } };
}

function blocksOf(root: Root, faults: FormFault[]): readonly Block[] {
  const blocks: { heading: Heading; id: string; content: RootContent[] }[] = [];
  for (const node of root.children) {
    if (node.type === 'heading' && node.depth === 3) {
      const code = node.children.filter((child) => child.type === 'inlineCode').at(-1);
      if (code === undefined) faults.push({ line: node.position?.start.line ?? 1, message: `Unexpected heading "${textOf(node).slice(0, 60)}", expected its id in backticks at the end, as the form has it` });
      else blocks.push({ heading: node, id: code.value, content: [] });
    } else if (node.type !== 'heading') blocks.at(-1)?.content.push(node);
  }
  return blocks;
}

function tickedIn(block: Block, options: readonly string[], line: number, faults: FormFault[]): string | null {
  const items = block.content.filter((node): node is List => node.type === 'list').flatMap((list) => list.children).filter(({ checked }) => checked === true);
  const names = items.map((item) => {
    const code = [...nodesOf(item)].find((node) => node.type === 'inlineCode');
    return { name: code?.type === 'inlineCode' ? code.value : textOf(item).slice(0, 40), line: item.position?.start.line ?? line };
  });
  for (const { name, line: at } of names) if (!options.includes(name)) faults.push({ line: at, message: `Unexpected "${name}" for "${block.id}", expected one of ${options.join(', ')}.${didYouMean(name, options)}` });
  if (names.length !== 1) faults.push({ line, message: `Unexpected ${names.length} ticked boxes for "${block.id}", expected one` });
  return names.length === 1 && options.includes(names[0]!.name) ? names[0]!.name : null;
}

// What an assessor wrote: every paragraph or list below the boxes, without the form's own word before it.
function feedbackOf({ content }: Block): string {
  const boxes = content.findIndex((node) => node.type === 'list' && node.children.some(({ checked }) => checked != null));
  return content.slice(boxes + 1).map((node) => textOf(node)).join('\n\n').replace(/^\s*Feedback:\s*/i, '').trim();
}
