import { draftOf, emptyDraft, keptForm, type Draft } from '../core/assessment/score-form-draft.ts';
import type { ReleaseFile } from '../core/model.generated.ts';
import { editText } from '../effects/editor.ts';
import type { World } from '../effects/world.ts';

/** A form that is kept between two sittings, as the Markdown form itself. */
export interface KeptForm {
  readonly path: string;
  /** What was answered before; nothing where there is no file yet. */
  readonly begun: Draft;
  readonly exists: boolean;
  readonly keep: (draft: Draft) => Promise<void>;
  /** Opens a text in the person's editor, beside the form, and gives it back. */
  readonly edit: (text: string, about: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** Opens a form that may have been begun before. `note` is the sentence at its top. */
export async function openKeptForm(world: World, path: string, release: ReleaseFile['release'], options: { readonly only?: ReadonlySet<string>; readonly note: string }): Promise<KeptForm> {
  const exists = await world.files.exists(path);
  const begun = exists ? draftOf(new TextDecoder().decode(await world.files.read(path)), release) : emptyDraft;
  return {
    path, begun, exists,
    keep: (draft) => world.files.write(path, keptForm(release, draft, options)),
    edit: async (text, about) => {
      const beside = `${path.replace(/\.md$/, '')}.feedback.md`;
      await world.files.write(beside, `${text}\n\n${MARK} Feedback on "${about}". Save and close; this line is left out. -->\n`);
      await editText(world, beside);
      const written = new TextDecoder().decode(await world.files.read(beside));
      await world.files.remove(beside);
      return written.split('\n').filter((line) => !line.startsWith(MARK)).join('\n').trim();
    },
    remove: () => world.files.remove(path),
  };
}

const MARK = '<!-- laurel:';
