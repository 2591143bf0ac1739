import { element } from '../findings.ts';
import { dropDraft, otherDrafts, when, type Draft } from './draft.ts';
import { notice } from './notices.ts';
import { settings } from './settings.ts';

const { release: { digest, release }, root, versions } = settings;

/** Offers the drafts of other releases: to go on under theirs, or to take their text over to this page's with `takeOver`. */
export function offerOlder(takeOver: (draft: Draft) => void): void {
  for (const { key: other, draft } of otherDrafts(root, release.id, digest)) {
    const place = versions.find((version) => version.digest === draft.release);
    const changes = release.credential.changes.filter(({ version }) => version.localeCompare(draft.version, 'en', { numeric: true }) > 0);
    const news = element('ul', '', ...changes.map(({ version, note }) => element('li', '', `${version}: ${note}`)));
    const isNewer = draft.version.localeCompare(release.credential.version, 'en', { numeric: true }) > 0;
    const about = place === undefined ? 'That version is not published any more, so it can only be taken over.' : isNewer ? 'It belongs to a newer version than this page.' : 'You may finish it under that version; it is assessed by what that version asks.';
    notice(`older-${draft.release}`, `You have a draft under version ${draft.version}, saved ${when(draft)}. ${about}${changes.length > 0 ? ' What has changed since:' : ''}`, [
      ...(place === undefined ? [] : [{ text: `Go on with version ${draft.version}`, act: place.href }]),
      { text: `Take its text over to version ${release.credential.version}`, act: () => takeOver(draft) },
      { text: 'Delete that draft', act: () => dropDraft(other) },
    ], changes.length > 0 ? [news] : []);
  }
}
