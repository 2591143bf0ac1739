import type { PrivacyFinding } from './finding.ts';

/** A piece of XMP that says something about a person: which property, and what it says. */
export interface XmpProperty {
  readonly name: string;
  readonly text: string;
}

const LONGEST = 256 * 1024;
const PROPERTIES: Readonly<Record<string, PrivacyFinding['kind']>> = {
  'dc:creator': 'author', 'photoshop:Credit': 'author', 'photoshop:AuthorsPosition': 'author', 'aux:OwnerName': 'author', 'exifEX:CameraOwnerName': 'author', 'tiff:Artist': 'author', 'pdf:Author': 'author', 'Iptc4xmpCore:CreatorContactInfo': 'author',
  'exif:GPSLatitude': 'location', 'photoshop:City': 'location', 'Iptc4xmpCore:Location': 'location',
  'Iptc4xmpExt:PersonInImage': 'person-shown', 'mwg-rs:Name': 'person-shown', 'MPReg:PersonDisplayName': 'person-shown',
  'dc:title': 'description', 'dc:description': 'description', 'photoshop:Headline': 'description',
};

/** The XMP packets of a file whose bytes were read as Latin-1, as UTF-8 text; at most 16 of them. */
export function* packetsIn(latin: string): Generator<string> {
  let from = 0;
  for (let count = 0; count < 16; count += 1) {
    const start = latin.indexOf('<x:xmpmeta', from);
    if (start === -1) return;
    const end = latin.indexOf('</x:xmpmeta>', start);
    const packet = latin.slice(start, Math.min(end === -1 ? start + LONGEST : end, start + LONGEST));
    yield new TextDecoder().decode(Uint8Array.from(packet, (character) => character.charCodeAt(0)));
    from = start + packet.length;
  }
}

/** The properties of an XMP packet that tell of people or places; both ways to write them are known. */
export function* personalXmp(packet: string): Generator<XmpProperty & { readonly kind: PrivacyFinding['kind'] }> {
  for (const [name, kind] of Object.entries(PROPERTIES)) {
    const open = packet.indexOf(`<${name}`);
    if (open !== -1) {
      const close = packet.indexOf(`</${name}>`, open);
      const text = packet.slice(open, close === -1 ? open + 2_000 : close).replace(/<[^<>]{0,300}>/g, ' ').replace(/\s+/g, ' ').trim();
      if (text !== '') yield { name, kind, text };
    }
    const attribute = packet.indexOf(`${name}="`);
    if (attribute !== -1) {
      const from = attribute + name.length + 2;
      const text = packet.slice(from, from + 2_000).split('"')[0]!.trim();
      if (text !== '') yield { name, kind, text };
    }
  }
}
