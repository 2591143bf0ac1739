import type { ReleaseFile } from '../model.generated.ts';
import { normalFeedback, readBlocks, UNFINISHED } from './score-form-blocks.ts';

type Release = ReleaseFile['release'];

/** One assessor's judgement: a level and feedback (Markdown, as written) per criterion, and for each part that no criterion scores whether it is sufficient. */
export interface Assessment {
  readonly levels: ReadonlyMap<string, string>;
  readonly sufficient: ReadonlyMap<string, boolean>;
  readonly feedback: ReadonlyMap<string, string>;
}

/** Id of the declaration's heading, and the name of its box. */
export const DECLARATION = 'conflict-of-interest';
export const NO_CONFLICT = 'no-conflict';

/** Parts that no criterion scores. */
export const unscored = (release: Release): Release['evidence']['requirements'] => release.evidence.requirements.filter(({ feeds }) => feeds === undefined);

/** What a form is written with. */
export interface FormOptions {
  /** Criteria and parts that are asked, by id; all where it is left out. */
  readonly only?: ReadonlySet<string>;
  /** The sentence or heading above the form; the credential's title where it is left out. */
  readonly heading?: string;
  /** Answers that are given already. */
  readonly answers?: Assessment;
  readonly declared?: boolean;
  /** The commit at which each answer was given: kept as a comment, for a form that is filled later. */
  readonly at?: ReadonlyMap<string, string>;
  /** What somebody was interrupted at, kept likewise. */
  readonly unfinished?: ReadonlySet<string>;
}

const oneLine = (text: string | undefined): string => (text ?? '').split(/\s+/).join(' ').trim();
const box = (name: string, ticked: boolean, words: string): string => `- [${ticked ? 'x' : ' '}] \`${name}\`${words === '' ? '' : ` ${words}`}`;

/**
 * The form for a release as Markdown: one heading a criterion, its levels as boxes, room for feedback. What is filled
 * in comes back from `parseScoreForm` as it was given, whatever the feedback holds.
 */
export function scoreForm(release: Release, options: FormOptions = {}): string {
  const asked = (id: string): boolean => options.only?.has(id) ?? true;
  const criteria = release.rubric.criteria.filter(({ id }) => asked(id)).map(({ id, title, levels }) => {
    const given = options.answers?.levels.get(id);
    const boxes = release.rubric.levels.map((level) => box(level.id, level.id === given, `**${oneLine(level.title)}.** ${oneLine((levels as Record<string, string>)[level.id])}`.trim()));
    return block(id, title, boxes, options);
  });
  const parts = unscored(release).filter(({ id }) => asked(id)).map(({ id, title, sufficient }) => {
    const given = options.answers?.sufficient.get(id);
    return block(id, title, [...(sufficient === undefined ? [] : [`${oneLine(sufficient)}\n`]), box('sufficient', given === true, ''), box('not-sufficient', given === false, '')], options);
  });
  return `${options.heading ?? `## Assessment of ${release.credential.title} ${release.credential.version}`}

Put an \`x\` into one box under each heading and write what you saw after "Feedback:". The decision is computed from the levels.

${[...criteria, ...parts].join('\n')}
### Declaration (\`${DECLARATION}\`)

${box(NO_CONFLICT, options.declared === true, 'I have no conflict of interest with this educator.')}
`;
}

function block(id: string, title: string, boxes: readonly string[], { answers, at, unfinished }: FormOptions): string {
  const commit = at?.get(id);
  const top = `### ${oneLine(title)} (\`${id}\`)\n\n${commit === undefined ? '' : `<!-- at ${commit} -->\n\n`}${unfinished?.has(id) === true ? `${UNFINISHED}\n\n` : ''}${boxes.join('\n')}\n\nFeedback:\n\n`;
  const feedback = normalFeedback(answers?.feedback.get(id) ?? '');
  if (feedback === '') return top;
  const plainly = `${top}${feedback}\n\n`;
  // Feedback that could be taken for a part of the form, or would not come back as it is, stands in a quotation.
  const [read, ...others] = readBlocks(`${plainly}### Declaration (\`${DECLARATION}\`)\n`, [id, DECLARATION]);
  const isSafe = read?.feedback === feedback && read.ticks.length <= 1 && others.length === 1 && others[0]!.id === DECLARATION;
  return isSafe ? plainly : `${top}${feedback.split('\n').map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')}\n\n`;
}
