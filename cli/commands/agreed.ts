import type { World } from '../effects/world.ts';
import { openDialogue } from '../terminal/prompts.ts';

/** Asks whether to go on, where a person can be asked; nobody there is a no. */
export async function agreed(world: World, question: string): Promise<boolean> {
  if (world.terminal === undefined) return false;
  world.out.write('\n');
  const dialogue = openDialogue(world.terminal);
  try {
    const answer = await dialogue.choose(question, [{ value: 'no', label: 'No', key: 'n' }, { value: 'yes', label: 'Yes', key: 'y' }], { initial: 'no', back: 'no' });
    return answer === 'yes';
  } finally {
    dialogue.close();
  }
}
