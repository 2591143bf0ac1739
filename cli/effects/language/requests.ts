import type { Diagnostic, Edit } from '../../core/diagnostic.ts';
import { applyFixes } from '../../core/fix/apply.ts';
import { formatFile, isFormatted } from '../../core/format/format-file.ts';
import { suggestionsAt } from '../../core/language/completion.ts';
import { markOf, stretchOf } from '../../core/language/finding.ts';
import { landmarksOf } from '../../core/language/landmarks.ts';
import { allowanceFor, changedPart, mendOf, proposalFor } from '../../core/language/mends.ts';
import { aboutAt, definitionAt, mentionsAt, whyOf, type Place } from '../../core/language/pointing.ts';
import type { Sheet, Sheets } from '../../core/language/sheet.ts';
import type { World } from '../world.ts';
import { asCompletion, asHover, asSymbol, asTextEdit } from './answers.ts';
import { todayIn } from './lint-workspace.ts';
import { rangesIn, type EditorPosition, type EditorRange, type OpenText } from './text-document.ts';
import type { Standing, Workspace } from './workspace.ts';

interface Document {
  readonly textDocument: { readonly uri: string };
}

type Pointing = Document & { readonly position: EditorPosition };

/** The code action that mends all that can be mended in a file. */
export const FIX_ALL = 'source.fixAll.laurel';

/** The answers to what an editor asks; each is nothing for a document that is no part of a catalog. */
export function requests(world: World, workspace: Workspace) {
  interface Here extends Standing {
    readonly text: OpenText;
    readonly sheets: Sheets;
    readonly sheet: Sheet | null;
  }
  const at = ({ textDocument: { uri } }: Document): Here | null => {
    const [text, standing] = [workspace.open.get(uri), workspace.standing(uri)];
    if (text === undefined || standing === null) return null;
    const sheets = standing.catalog.sheets(workspace.open);
    return { ...standing, text, sheets, sheet: sheets.get(standing.path) ?? null };
  };
  const location = ({ catalog, sheets }: Here, { path, stretch }: Place) => {
    const open = [...workspace.open.values()].find(({ uri }) => catalog.pathOf(uri) === path);
    return { uri: open?.uri ?? catalog.uriOf(path), range: (open?.rangeOf ?? rangesIn(sheets.get(path)?.text ?? ''))(stretch) };
  };

  return {
    completion: (asked: Pointing) => {
      const here = at(asked);
      if (here === null || here.sheet === null) return null;
      const { list, isWhole } = suggestionsAt(here.sheets, here.sheet, here.text.offsetAt(asked.position), todayIn(world));
      return { isIncomplete: !isWhole, items: list.map((suggestion) => asCompletion(suggestion, here.text.rangeOf)) };
    },

    hover: async (asked: Pointing) => {
      const here = at(asked);
      if (here === null) return null;
      const offset = here.text.offsetAt(asked.position);
      const about = here.sheet === null ? null : aboutAt(here.sheets, here.sheet, offset);
      const found = (await workspace.found(here)).filter((diagnostic) => touches(here, diagnostic, offset, offset));
      const whys = [...new Set(found.map(({ rule }) => rule))].map(whyOf).filter(Boolean);
      const parts = [...(about === null ? [] : [about.markdown]), ...whys];
      return parts.length === 0 ? null : asHover(parts.join('\n\n---\n\n'), about === null ? undefined : here.text.rangeOf(about.stretch));
    },

    definition: (asked: Pointing) => {
      const here = at(asked);
      const place = here === null || here.sheet === null ? null : definitionAt(here.sheets, here.sheet, here.text.offsetAt(asked.position));
      return here === null || place === null ? null : location(here, place);
    },

    references: (asked: Pointing & { readonly context: { readonly includeDeclaration: boolean } }) => {
      const here = at(asked);
      return here === null || here.sheet === null ? null : mentionsAt(here.sheets, here.sheet, here.text.offsetAt(asked.position), asked.context.includeDeclaration).map((place) => location(here, place));
    },

    symbols: (asked: Document) => {
      const here = at(asked);
      return here === null || here.sheet === null ? null : landmarksOf(here.sheet).map((landmark) => asSymbol(landmark, here.text.rangeOf));
    },

    formatting: (asked: Document) => {
      const here = at(asked);
      if (here === null) return null;
      const { text, path } = here;
      const formatted = formatFile({ path, bytes: new TextEncoder().encode(text.text) });
      const edit = formatted === null ? null : changedPart(text.text, text.text.slice(0, markOf(text.text)) + formatted);
      return edit === null ? [] : [asTextEdit(edit, text.rangeOf)];
    },

    actions: async (asked: Document & { readonly range: EditorRange; readonly context: { readonly only?: readonly string[] } }) => {
      const here = at(asked);
      if (here === null) return null;
      const found = await workspace.found(here);
      // What was found is of the text as it is now; it may have changed while we waited.
      if (workspace.open.get(asked.textDocument.uri) !== here.text) return [];
      const { text, path } = here;
      const wants = (kind: string): boolean => asked.context.only === undefined || asked.context.only.length === 0 || asked.context.only.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`));
      const change = (edits: readonly Edit[]) => ({ changes: { [text.uri]: edits.map((edit) => asTextEdit(edit, text.rangeOf)) } });
      const [start, end] = [text.offsetAt(asked.range.start), text.offsetAt(asked.range.end)];
      const pointed = found.filter((diagnostic) => touches(here, diagnostic, start, end));
      const shown = (diagnostic: Diagnostic) => ({ range: text.rangeOf(stretchOf(text.text, diagnostic, here.sheet)), code: diagnostic.rule, source: 'laurel', message: diagnostic.message });
      const quick = !wants('quickfix') ? [] : pointed.flatMap((diagnostic) => {
        const mend = mendOf(text.text, diagnostic);
        const proposal = proposalFor(text.text, diagnostic, here.sheet);
        const allowance = allowanceFor(path, text.text, diagnostic, todayIn(world));
        return [
          ...(mend === null ? [] : [{ title: mend.title, kind: 'quickfix', diagnostics: [shown(diagnostic)], isPreferred: true, edit: change(mend.edits) }]),
          ...(proposal === null ? [] : [{ title: proposal.title, kind: 'quickfix', diagnostics: [shown(diagnostic)], edit: change(proposal.edits) }]),
          ...(allowance === null ? [] : [{ title: allowance.title, kind: 'quickfix', diagnostics: [shown(diagnostic)], edit: change(allowance.edits) }]),
        ];
      });
      const all = wants(FIX_ALL) && isFormatted(path) && found.some(({ fix }) => fix !== undefined) ? await fixAll(here, found, asked.context.only !== undefined) : null;
      return all === null ? quick : [...quick, { title: 'Mend all that needs nobody\'s judgement', kind: FIX_ALL, edit: change([all]) }];
    },
  };

  // Where it was asked for by name, fixes that others uncover are applied too, as `laurel lint --fix` does.
  async function fixAll({ catalog, path, text }: Here, found: readonly Diagnostic[], isThorough: boolean): Promise<Edit | null> {
    const mark = markOf(text.text);
    if (!isThorough) return changedPart(text.text, text.text.slice(0, mark) + applyFixes(text.text.slice(mark), found).text);
    const { mend } = await import('../../core/fix/mend.ts');
    const mended = mend(catalog.files(workspace.open), { today: todayIn(world) }, (other) => other === path).changed.get(path);
    return mended === undefined ? null : changedPart(text.text, text.text.slice(0, mark) + mended);
  }
}

const touches = ({ text, sheet }: { readonly text: OpenText; readonly sheet: Sheet | null }, diagnostic: Diagnostic, start: number, end: number): boolean => {
  const stretch = stretchOf(text.text, diagnostic, sheet);
  return stretch.start <= end && start <= stretch.end;
};

