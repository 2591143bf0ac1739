import { handedParts } from '../core/assessment/score-form-evidence.ts';
import { scoreForm } from '../core/assessment/score-form.ts';
import type { AnchorEntry } from '../core/catalog.ts';
import type { ReleaseFile } from '../core/model.generated.ts';
import { Obstacle } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';
import { fillInForm } from './assessment-form.ts';
import { openKeptForm } from './kept-form.ts';
import { openDialogue } from './prompts.ts';

/**
 * Has the person at the terminal score an anchor blind: they see its submission and nothing of its agreed scores.
 * @returns the filled form, or null where they left: then it is kept.
 * @throws Obstacle where there is no terminal.
 */
export async function calibrateAtKeyboard(world: World, anchor: AnchorEntry, release: ReleaseFile['release'], { path, shown }: { readonly path: string; readonly shown: string }): Promise<string | null> {
  const again = `laurel calibrate ${release.id} --anchor ${anchor.name}`;
  if (world.terminal === undefined) throw new Obstacle(`There is no terminal for the form. Run \`${again} --form\`, fill the form, and give it back with --from.`);
  const kept = await openKeptForm(world, path, release, { note: `Kept by laurel calibrate. Go on in a terminal with: ${again}. Or fill it here and run: ${again} --from ${shown}` });
  const dialogue = openDialogue(world.terminal);
  try {
    const { end, draft } = await fillInForm(dialogue, {
      title: `Anchor ${anchor.name}: ${release.credential.title} ${release.credential.version}`,
      release, head: '', begun: kept.begun, old: new Set(),
      parts: handedParts(anchor.document, anchor.value, release, new Map(anchor.attachments.map(({ name, bytes }) => [name, bytes]))),
      opening: `${kept.exists ? 'You go on where you left.' : 'Score it as you would a teacher\'s work. Read everything with the key a.'} Your first scores on this anchor are the ones that count. Every answer is kept in ${shown}.`,
      declaration: 'I have not seen the agreed scores of this anchor.',
      finish: { label: 'Compare with the agreed scores', decision: () => 'Complete. Once you compare, this anchor is no longer blind for you.' },
      keep: kept.keep, edit: kept.edit, refusal: () => null,
    });
    if (end === 'finish') return scoreForm(release, { answers: draft, declared: true });
    dialogue.say(end === 'conflict' ? 'Then take another anchor, or ask the programme lead for one. Nothing was recorded.' : `Nothing was recorded. Your answers are in ${shown}. Go on with: ${again}`);
    return null;
  } finally {
    dialogue.close();
  }
}
