/**
 * Every address that a badge signs. Whatever is laid down here never moves: a signed badge points at it for ever.
 */

/** Paths below the root of the site, so that a built site on disk is addressed in the same words. */
export const paths = {
  /** The release as an Open Badges Achievement. */
  achievement: (credential: string, version: string): string => `releases/${credential}/${version}/achievement.json`,
  /** The release itself, with its digest. */
  release: (credential: string, version: string): string => `releases/${credential}/${version}/release.json`,
  /** The badge's art, for screens. */
  artSvg: (credential: string, version: string): string => `releases/${credential}/${version}/badge.svg`,
  /** The badge's art, as the badge names it. */
  artPng: (credential: string, version: string): string => `releases/${credential}/${version}/badge.png`,
  /** The page for people that says what is certified at that version. */
  criteria: (credential: string, version: string): string => `credentials/${credential}/${version}/`,
  /** The page of a framework. */
  framework: (framework: string): string => `frameworks/${framework}/`,
  /** The signed badge. */
  badge: (serial: string): string => `badges/${serial}/badge.json`,
  /** The badge's page for people. */
  badgePage: (serial: string): string => `badges/${serial}/`,
  /** Of a revoked badge, which later one its earner has. */
  later: (serial: string): string => `badges/${serial}/later.json`,
  /** The art with the signed badge inside. */
  bakedBadge: (serial: string): string => `badges/${serial}/badge.png`,
  /** The same as SVG. */
  bakedSvg: (serial: string): string => `badges/${serial}/badge.svg`,
  /** What of the badge is printed, for people. */
  certificatePage: (serial: string): string => `badges/${serial}/certificate/`,
  /** The same as PDF. */
  certificate: (serial: string): string => `badges/${serial}/certificate.pdf`,
  /** A signed status list. */
  statusList: (list: number): string => `status/${list}.json`,
  /** Prefix of the log, which is laid out below it as C2SP tlog-tiles asks. */
  log: 'log/',
  /** The head of the log, signed. */
  checkpoint: 'log/checkpoint',
  /** The proof that a badge is in the log. */
  badgeProof: (serial: string): string => `badges/${serial}/badge.tlog-proof`,
  /** An endorsement of a release by another, as they signed it. */
  endorsed: (credential: string, version: string, name: string): string => `releases/${credential}/${version}/endorsements/${name}.json`,
  /** An endorsement of the issuer by another, as they signed it. */
  endorsedIssuer: (name: string): string => `endorsements/${name}.json`,
  /** An endorsement that the issuer gave. */
  endorsement: (serial: string): string => `endorses/${serial}/endorsement.json`,
  /** The proof that it is in the log. */
  endorsementProof: (serial: string): string => `endorses/${serial}/endorsement.tlog-proof`,
  /** The verifier as one page, for taking along. */
  verifierPage: 'laurel-verify.html',
  /** The issuer's DID document: in a dot-folder on a bare domain, beside the pages on a path. */
  didDocument: (origin: string): string => (new URL(origin).pathname === '/' ? '.well-known/did.json' : 'did.json'),
} as const;

/** All addresses of one site, absolute. */
export interface Addresses {
  /** The site's root without a trailing slash. */
  readonly origin: string;
  /** The issuer's did:web. */
  readonly did: string;
  readonly didDocument: string;
  readonly achievement: (credential: string, version: string) => string;
  readonly release: (credential: string, version: string) => string;
  readonly artSvg: (credential: string, version: string) => string;
  readonly artPng: (credential: string, version: string) => string;
  readonly criteria: (credential: string, version: string) => string;
  /** A competency at its place on its framework's page. */
  readonly competency: (framework: string, id: string) => string;
  readonly badge: (serial: string) => string;
  readonly badgePage: (serial: string) => string;
  readonly later: (serial: string) => string;
  readonly bakedBadge: (serial: string) => string;
  readonly bakedSvg: (serial: string) => string;
  readonly statusList: (list: number) => string;
  readonly checkpoint: string;
  readonly badgeProof: (serial: string) => string;
  readonly endorsement: (serial: string) => string;
  /** Prefix, with its trailing slash. */
  readonly log: string;
}

/** The site's root in its one spelling: lower-case host, no default port, no trailing slash. Throws for what is no plain https address. */
export function siteRoot(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.search !== '' || parsed.hash !== '') {
    throw new TypeError(`Unexpected site address "${url}", expected a plain https address without a query`);
  }
  return parsed.origin + parsed.pathname.replace(/\/+$/, '');
}

/** The did:web of a site: `did:web:<host>`, its port as %3A, its path segments behind colons. Throws as `siteRoot` does. */
export function didFromUrl(url: string): string {
  const { host, pathname } = new URL(siteRoot(url));
  const segments = pathname.split('/').filter((segment) => segment !== '');
  return ['did', 'web', host.replace(':', '%3A'), ...segments.map((segment) => segment.replaceAll(':', '%3A'))].join(':');
}

/** Every address of the site at `origin` (issuer.url). Throws as `siteRoot` does. */
export function addresses(origin: string): Addresses {
  const root = siteRoot(origin);
  const at = (path: string): string => `${root}/${path}`;
  return {
    origin: root,
    did: didFromUrl(root),
    didDocument: at(paths.didDocument(root)),
    achievement: (credential, version) => at(paths.achievement(credential, version)),
    release: (credential, version) => at(paths.release(credential, version)),
    artSvg: (credential, version) => at(paths.artSvg(credential, version)),
    artPng: (credential, version) => at(paths.artPng(credential, version)),
    criteria: (credential, version) => at(paths.criteria(credential, version)),
    competency: (framework, id) => `${at(paths.framework(framework))}#${id}`,
    badge: (serial) => at(paths.badge(serial)),
    badgePage: (serial) => at(paths.badgePage(serial)),
    later: (serial) => at(paths.later(serial)),
    bakedBadge: (serial) => at(paths.bakedBadge(serial)),
    bakedSvg: (serial) => at(paths.bakedSvg(serial)),
    statusList: (list) => at(paths.statusList(list)),
    log: at(paths.log),
    checkpoint: at(paths.checkpoint),
    badgeProof: (serial) => at(paths.badgeProof(serial)),
    endorsement: (serial) => at(paths.endorsement(serial)),
  };
}

/**
 * The path below the site's root of an address of that site, or null for every other address. What comes back is safe to
 * join to a folder: plain segments only, none of them `.` or `..`.
 */
export function pathBelow(origin: string, address: string): string | null {
  const prefix = `${siteRoot(origin)}/`;
  const plain = address.replace(/#.*$/s, '');
  if (!plain.startsWith(prefix)) return null;
  const path = plain.slice(prefix.length);
  const safe = /^[A-Za-z0-9._\/-]*$/.test(path) && !path.startsWith('/') && !path.split('/').some((segment) => segment === '.' || segment === '..');
  return safe ? path : null;
}
