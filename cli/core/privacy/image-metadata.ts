import ExifReader from 'exifreader';
import type { Known, PrivacyFinding, PrivacyKind } from './finding.ts';
import { propertyFindings, type Property } from './properties.ts';
import { packetsIn, personalXmp } from './xmp.ts';

const REMEDY = 'Attach it with `laurel attach`, which takes the properties out of pictures; or save a screenshot of it instead.';

const EXIF: Readonly<Record<string, PrivacyKind>> = {
  Artist: 'author', XPAuthor: 'author', CameraOwnerName: 'author', OwnerName: 'author', Copyright: 'author', Photographer: 'author', ImageEditor: 'author',
  BodySerialNumber: 'device', LensSerialNumber: 'device', SerialNumber: 'device', InternalSerialNumber: 'device', CameraSerialNumber: 'device', ImageUniqueID: 'device',
  ImageDescription: 'description', UserComment: 'description', XPTitle: 'description', XPComment: 'description', XPSubject: 'description', XPKeywords: 'description', DocumentName: 'description', HostComputer: 'description',
};
const IPTC: Readonly<Record<string, PrivacyKind>> = {
  'By-line': 'author', 'By-line Title': 'author', 'Writer/Editor': 'author', Credit: 'author', Contact: 'author', 'Copyright Notice': 'author',
  City: 'location', 'Sub-location': 'location', 'Province/State': 'location',
  Headline: 'description', 'Caption/Abstract': 'description', 'Object Name': 'description', Keywords: 'description',
};
const PNG_TEXT: Readonly<Record<string, PrivacyKind>> = { Author: 'author', Copyright: 'author', Source: 'device', Title: 'description', Description: 'description', Comment: 'description' };

interface Tag {
  readonly value?: unknown;
  readonly description?: unknown;
}
type Group = Readonly<Record<string, Tag | readonly Tag[] | undefined>>;

/** What the EXIF, IPTC, XMP and text blocks of a picture tell of people and places. Never throws; a face it cannot see. */
export function imageFindings(bytes: Uint8Array, known: Known = {}): readonly PrivacyFinding[] {
  return [...propertyFindings(propertiesOf(bytes), REMEDY, known), ...hiddenBlocks(bytes)];
}

function* propertiesOf(bytes: Uint8Array): Generator<Property> {
  let groups: Readonly<Record<string, Group | undefined>> = {};
  try {
    // XMP would be read by whatever XML parser is about, and previews by their offsets: neither is let near a stranger's bytes.
    groups = ExifReader.load(new Uint8Array(bytes).buffer, { expanded: true, async: false, includeTags: { exif: true, gps: true, iptc: true, png: true } }) as unknown as typeof groups;
  } catch {
    // No block that it knows, or a broken one; XMP is looked for all the same.
  }
  if (groups['gps'] !== undefined && Object.keys(groups['gps']).length > 0) yield { kind: 'location', name: 'GPS', text: 'place' };
  for (const [group, kinds] of [['exif', EXIF], ['iptc', IPTC], ['pngText', PNG_TEXT], ['png', PNG_TEXT]] as const) {
    for (const [name, tag] of Object.entries(groups[group] ?? {})) {
      if (group === 'exif' && name.startsWith('GPSLatitude')) yield { kind: 'location', name: 'GPS', text: 'place' };
      const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
      if (kind !== undefined) yield { kind, name, text: spoken(tag) };
    }
  }
  let latin = '';
  for (let at = 0; at < bytes.length; at += 8192) latin += String.fromCharCode(...bytes.subarray(at, at + 8192));
  for (const packet of packetsIn(latin)) yield* personalXmp(packet);
}

function spoken(tag: Tag | readonly Tag[] | undefined): string {
  if (Array.isArray(tag)) return tag.map(spoken).join(' ');
  const { description, value } = (tag ?? {}) as Tag;
  return String(typeof description === 'string' ? description : (value ?? '')).replace(/^\0+|\0+$/g, '').slice(0, 10_000);
}

// PNG can hold the same blocks compressed, where they are not read: they are reported as such.
function* hiddenBlocks(bytes: Uint8Array): Generator<PrivacyFinding> {
  if (bytes[0] !== 0x89) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let packed = false;
  for (let at = 8, count = 0; at + 12 <= bytes.length && count < 100_000; count += 1) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'zTXt' || (type === 'iTXt' && isPacked(bytes.subarray(at + 8, at + 8 + Math.min(length, 200))))) packed = true;
    at += 12 + length;
  }
  if (packed) yield { kind: 'unreadable', confidence: 'high', message: 'Unexpected compressed properties in the picture, expected none: they can hold a place or a name', remedy: REMEDY };
}

const isPacked = (chunk: Uint8Array): boolean => chunk[chunk.indexOf(0) + 1] === 1;
