import { pathBelow } from '../../cli/core/badge/addresses.ts';
import { isWebAddress } from '../../cli/core/badge/written.ts';
import { element } from './findings.ts';
import { siteSource } from './source.ts';
import { startVerifier } from './verifier-controls.ts';
import { siteOf, tell, verifyPath } from './verifier.ts';

const section = document.querySelector<HTMLElement>('[data-verifier]')!;
const output = section.querySelector<HTMLElement>('[data-output]')!;
const site = siteOf(section);

const ENDORSEMENT = /^(?:releases\/[a-z0-9-]+\/[0-9.]+\/endorsements\/[a-z0-9-]+|endorsements\/[a-z0-9-]+|endorses\/[0-9a-z]{12}\/endorsement)\.json$/;

/** The path below this site's root of a badge that someone names by serial or address, or of an endorsement; null for everything else. */
function badgePath(named: string): string | null {
  const name = named.trim();
  if (/^[0-9a-z]{6,15}$/.test(name)) return `badges/${name}/badge.json`;
  const here = new URL(site.root, location.href).href;
  const below = pathBelow(site.origin, name) ?? (name.startsWith(here) ? name.slice(here.length) : name.startsWith(site.root) ? name.slice(site.root.length) : null);
  if (below !== null && ENDORSEMENT.test(below)) return below;
  const serial = /^badges\/([0-9a-z]+)(?:\/|\/badge\.json|\/badge\.png)?$/.exec(below ?? '')?.[1];
  return serial === undefined ? null : `badges/${serial}/badge.json`;
}

const verifyText = startVerifier(section, siteSource(site), async (entered, wanted, source) => {
  const path = badgePath(entered);
  if (path !== null) await verifyPath(path, site, source, output, wanted);
  return path !== null;
});

const named = new URL(location.href).searchParams.get('badge');
if (named !== null) {
  section.querySelector<HTMLTextAreaElement>('#text')!.value = named;
  // A link may lead here from anywhere: only a person sends their browser to another site.
  if (isWebAddress(named.trim()) && badgePath(named) === null) tell(output, element('p', 'ask', 'That address is on another site, which would see that your browser asks. If you want that, press “Verify what I pasted”.'));
  else void verifyText(named);
}
