import { releaseOfAnchor } from '../assessment/calibration.ts';
import { unscored } from '../assessment/score-form.ts';
import { didYouMean } from '../nearest.ts';
import { atKey, atPointer, type Rule } from '../rule.ts';

export default {
  id: 'calibration-known',
  severity: 'error',
  summary: 'A calibration stands under the name of who scored and scores all of an anchor that is there.',
  why: 'Agreement is computed from it and from the anchor; what names another anchor or another release cannot be compared.',
  remedy: 'Restore the file as `laurel calibrate` wrote it.',
  path: 'calibrations/ana/1.yaml',
  good: 'anchor: first',
  bad: 'anchor: fist',
  *across(catalog) {
    for (const { id, document, value } of catalog.calibrations.values()) {
      const [folder] = id.split('/');
      if (value.assessor.login !== folder) yield atPointer(document, '/assessor/login', `Unexpected login "${value.assessor.login}" in the folder of "${folder}", expected ${folder}`);
      const place = `${value.credential}/${value.anchor}`;
      const anchor = catalog.anchors.get(place);
      if (anchor === undefined) {
        const names = [...catalog.names.anchors].filter((name) => name.startsWith(`${value.credential}/`)).map((name) => name.split('/')[1]!);
        if (value.private !== true && !catalog.names.anchors.has(place)) yield atPointer(document, '/anchor', `Unexpected anchor "${value.anchor}", expected one in anchors/${value.credential}/.${didYouMean(value.anchor, names)}`);
        continue;
      }
      const release = releaseOfAnchor(catalog, anchor);
      if (anchor.value.release !== value.release) yield atPointer(document, '/release', 'Unexpected release, expected the one that the anchor was written under');
      if (release === null) continue;
      const levels = release.rubric.levels.map((level) => level.id);
      for (const criterion of release.rubric.criteria) if (!levels.includes((value.levels as Record<string, string>)[criterion.id] ?? '')) yield atKey(document, '/levels', `Unexpected absence of a level for "${criterion.id}", expected one of ${levels.join(', ')}`);
      for (const part of unscored(release)) if (!Object.hasOwn(value.sufficient, part.id)) yield atKey(document, '/sufficient', `Unexpected absence of "${part.id}", expected true or false`);
    }
  },
} satisfies Rule as Rule;
