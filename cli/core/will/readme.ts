import { addresses } from '../badge/addresses.ts';
import type { WillSource } from './contents.ts';

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** The text for whoever opens the archive in twenty years, and has never heard of us. */
export function readme({ issuer, publication, day, ledger, signer }: WillSource): string {
  const { did } = addresses(issuer.url);
  const paths = [...publication.keys()];
  const badges = paths.filter((path) => /^badges\/[^/]+\/badge\.json$/.test(path)).length;
  const lists = paths.filter((path) => /^status\/[^/]+\.json$/.test(path)).length;
  const releases = paths.filter((path) => /^releases\/.*\/release\.json$/.test(path)).length;
  const keys = issuer.keys.map((key) => `  ${key.public}\n    in use from ${key.from}${key.until === undefined ? '' : ` until ${key.until}`}`);
  return `${`
WHAT THIS IS

This was left by
  ${issuer.name}
  ${issuer.url}
which gave badges to educators: signed files that say what somebody has
shown that they can do. Each badge leads to that address, for the issuer's
keys, for the list of revoked badges and for the log of everything that
was issued. Here is what stood there on ${day}, so that a badge can be
verified when the address leads nowhere any more.

HOW TO VERIFY A BADGE

  1. Open laurel-verify.html in a web browser. It needs no network and asks
     none.
  2. Drop this archive on it (the .zip file, or the folder that it was
     unpacked into).
  3. Drop the badge: a .json, .jwt, .png or .svg file that its earner has.
     It answers each question by itself.

With the command line of Laurel (the program that this was made with):

  laurel verify badge.json --will <this archive> --offline

With other tools: badges are "Open Badges 3.0" of 1EdTech, which are W3C
"Verifiable Credentials 2.0" as JSON-LD, signed with "Data Integrity
EdDSA", suite eddsa-rdfc-2022: canonicalised by RDFC-1.0, hashed with
SHA-256, signed with Ed25519. The issuer's name is
${did}
and its document with the public keys is here. The status list is a W3C
"Bitstring Status List 1.0"; the log is laid out as C2SP tlog-tiles.
Everything that these point at is under contexts/ and site/.

WHAT IS IN IT

  laurel-verify.html   the verifier: one page, all by itself
  site/                what stood at the address, by its path there:
    ${paths.find((path) => path.endsWith('did.json')) ?? 'did.json'}
                       the issuer's public keys
    releases/          ${count(releases, 'definition', 'definitions')} of what could be earned: the text, the
                       rubric and the art of each version, all of it in
                       release.json
    badges/            ${count(badges, 'badge', 'badges')} whose earners made them public
    status/            ${count(lists, 'list', 'lists')} of which badges are revoked
    log/               the log of what was issued and revoked, by hash
    v1/                the catalog as it stood
  contexts/            the vocabularies that badges are written in
  SHA256SUMS           the hash of each of these files
  will.txt             whose archive this is, of which day, and the hash of
                       SHA256SUMS${signer === null ? ' (nobody signed it: the key was gone)' : ', signed with the issuer\'s key'}

Badges that their earners kept to themselves are not here. Whoever has one
can verify it with this archive all the same: the log holds its hash, and
the lists say whether it was revoked.

HOW TO KNOW THAT IT IS THE RIGHT ARCHIVE

In the unpacked folder, "sha256sum -c SHA256SUMS" (or any tool for SHA-256)
finds every file that was changed. The verifier does the same by itself.
Against somebody who made a whole archive up, with keys of their own, only
another source helps: compare the keys below, or the hash of SHA256SUMS,
with a badge that you know to be genuine, with another copy of this
archive, or with what was printed about it at the time. If you do not
trust the page in this archive, use another copy of it.

  The keys of ${issuer.name}:
${keys.join('\n')}
${ledger === null ? '' : `\n  The ledger in it: git commit ${ledger}\n`}
WHAT NOBODY CAN KNOW FROM IT

What happened after ${day}: whether a badge was revoked later, or a key
stolen. An answer from this archive is an answer of that day.
`.trim()}\n`;
}
