import fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inspectFile } from './inspect-file.ts';
import { readZip, writeZip } from './zip.ts';

const encoder = new TextEncoder();
const roster = ['Jonte Berg'];
const found = (name: string, bytes: Uint8Array): readonly string[] => inspectFile({ name, bytes }, { roster }).map(({ kind, confidence, message }) => `${kind} ${confidence}: ${message}`);
const kinds = (bytes: Uint8Array): readonly string[] => [...new Set(inspectFile({ name: 'file', bytes }, { roster }).map(({ kind, confidence }) => `${kind} ${confidence}`))].sort();
const xml = (parts: Readonly<Record<string, string>>): Uint8Array => writeZip(new Map(Object.entries(parts).map(([name, text]) => [name, encoder.encode(text)])));
const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("a picture's properties", () => {
  const plain = () => sharp({ create: { width: 24, height: 16, channels: 3, background: '#357' } });
  const exif = { IFD0: { Artist: 'Somebody Invented', ImageDescription: 'Jonte Berg at the board' }, IFD2: { BodySerialNumber: '123456' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '44/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '123/1 0/1 0/1' } };

  it.each(['jpeg', 'png', 'webp'] as const)('tell the place, the author and who is described in a %s; without them there is nothing to tell', async (format) => {
    const told = await plain().withExif(exif)[format]().toBuffer();
    expect(kinds(told)).toEqual(expect.arrayContaining(['author high', 'location high', 'roster-name high']));
    expect(kinds(await plain()[format]().toBuffer())).toEqual([]);
  });

  it('are found in XMP, in either spelling, and in the text blocks of a PNG', async () => {
    const packet = (inner: string): string => `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>${inner}</rdf:RDF></x:xmpmeta>`;
    for (const inner of ['<rdf:Description><dc:creator><rdf:Seq><rdf:li>Somebody</rdf:li></rdf:Seq></dc:creator></rdf:Description>', '<rdf:Description photoshop:Credit="Somebody"/>']) {
      expect(kinds(await plain().withXmp(packet(inner)).jpeg().toBuffer())).toEqual(['author high']);
    }
    expect(kinds(await plain().withXmp(packet('<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Jonte</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>')).jpeg().toBuffer())).toEqual(['person-shown high']);
    const png = await plain().png().toBuffer();
    expect(kinds(withChunk(png, 'tEXt', latin('Author\0Somebody')))).toEqual(['author high']);
    expect(kinds(withChunk(png, 'zTXt', latin('Raw profile type exif\0\0x')))).toEqual(['unreadable high']);
  });

  it('are found in IPTC', async () => {
    const record = (number: number, text: string): string => `\x1c\x02${String.fromCharCode(number)}\0${String.fromCharCode(text.length)}${text}`;
    const iptc = record(80, 'Somebody') + record(90, 'Anywhere');
    const resource = `Photoshop 3.0\x008BIM\x04\x04\0\0\0\0${String.fromCharCode(iptc.length >> 8, iptc.length & 255)}${iptc}${iptc.length % 2 === 1 ? '\0' : ''}`;
    const jpeg = await plain().jpeg().toBuffer();
    const segment = latin(`\xff\xed${String.fromCharCode((resource.length + 2) >> 8, (resource.length + 2) & 255)}${resource}`);
    expect(kinds(Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]))).toEqual(['author high', 'location high']);
  });

  function withChunk(png: Uint8Array, type: string, content: Uint8Array): Uint8Array {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    // Readers of properties do not look at the checksum.
    return Buffer.concat([png.subarray(0, 33), length, latin(type), content, Buffer.alloc(4), png.subarray(33)]);
  }
});

describe("a PDF's properties", () => {
  const pdf = (body: string): Uint8Array => latin(`%PDF-1.7\n${body}\n%%EOF\n`);
  const info = (entries: string): string => `1 0 obj\n<< ${entries} >>\nendobj\ntrailer\n<< /Info 1 0 R >>`;

  it.each([
    ['a plain string', info('/Author (Some\\142ody \\(Invented\\))'), ['author high']],
    ['UTF-16 in hexadecimal', info('/Author <FEFF0053006F006D0065>'), ['author high']],
    ['a string elsewhere', `2 0 obj (Somebody) endobj ${info('/Author 2 0 R')}`, ['author high']],
    ['a name of the roster as title', info('/Title (Answers of Jonte Berg)'), ['roster-name high']],
    ['the program that made it', info('/Author (python-docx) /Creator (Writer) /Producer (Printer)'), []],
    ['a title that names nobody', info('/Title (Annotated lesson plan)'), []],
    ['the author of a comment', '3 0 obj << /Type /Annot /Subtype /Text /T (Somebody) /Contents (Good) >> endobj', ['author high']],
    ['XMP in plain', '4 0 obj << /Type /Metadata /Length 9 >> stream\n<x:xmpmeta><dc:creator><rdf:li>Somebody</rdf:li></dc:creator></x:xmpmeta>\nendstream endobj', ['author high']],
    ['a password', `trailer << /Encrypt 9 0 R >> ${info('/Author (Somebody)')}`, ['unreadable low']],
  ])('%s', (_, body, expected) => {
    expect(kinds(pdf(body))).toEqual(expected);
  });

  it('are found in object streams and packed XMP', () => {
    const packed = (dictionary: string, content: string): string => {
      const bytes = deflateSync(Buffer.from(content, 'latin1'));
      return `7 0 obj << ${dictionary} /Filter /FlateDecode /Length ${bytes.length} >>\nstream\n${bytes.toString('latin1')}\nendstream endobj`;
    };
    expect(kinds(pdf(`${packed('/Type /ObjStm /N 1 /First 4', '1 0 << /Author (Somebody) >>')} 8 0 obj << /Type /XRef /Info 1 0 R >> endobj`))).toEqual(['author high']);
    expect(kinds(pdf(packed('/Type /Metadata', '<x:xmpmeta><dc:creator><rdf:li>Somebody</rdf:li></dc:creator></x:xmpmeta>')))).toEqual(['author high']);
    expect(kinds(pdf(packed('/Type /ObjStm /N 1 /First 4', ' '.repeat(60_000_000))))).toEqual(['unreadable low']);
  }, 20_000);
});

describe("an office document's properties", () => {
  it('tell the author, who changed it, and who commented', () => {
    expect(found('plan.docx', xml({ 'docProps/core.xml': '<cp:coreProperties><dc:creator>Somebody</dc:creator><cp:lastModifiedBy>Some &amp; body</cp:lastModifiedBy></cp:coreProperties>', 'word/comments.xml': '<w:comments><w:comment w:author="Somebody"/></w:comments>' }))).toHaveLength(3);
    expect(kinds(xml({ 'xl/comments1.xml': '<comments><authors><author>Somebody</author></authors></comments>' }))).toEqual(['author high']);
    expect(kinds(xml({ 'docProps/core.xml': '<cp:coreProperties><dc:creator>Microsoft Office User</dc:creator><dc:title>Plan</dc:title></cp:coreProperties>', 'word/document.xml': '<w:p/>' }))).toEqual([]);
  });

  it('are not looked for in a bomb, however it lies about its size', () => {
    const bomb = Buffer.from(xml({ 'docProps/core.xml': ' '.repeat(40_000_000) }));
    expect(kinds(bomb)).toEqual(['unreadable low']);
    // The size that both lists claim is a lie now; what comes out is counted.
    const size = Buffer.alloc(4);
    size.writeUInt32LE(40_000_000);
    for (let at = bomb.indexOf(size); at !== -1; at = bomb.indexOf(size)) bomb.writeUInt32LE(100, at);
    expect(kinds(bomb)).toEqual(['unreadable low']);
    expect(readZip(bomb, () => true, { entries: 10, each: 1_000, all: 1_000 })).toMatchObject({ ok: false });
    expect(kinds(xml(Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`word/part${at}.xml`, 'x']))))).toEqual(['unreadable low']);
  }, 60_000);

  it('are refused where the list of files and the files differ', () => {
    const zip = Buffer.from(xml({ 'docProps/core.xml': '<a/>' }));
    zip.write('docProps/cora.xml', 30, 'latin1');
    expect(readZip(zip, () => true, { entries: 10, each: 1_000, all: 1_000 })).toEqual({ ok: false, reason: 'its list of files and its files differ' });
  });
});

describe("a file's name", () => {
  it.each([
    ['plan-1.pdf', []],
    ['student-work-sample.png', []],
    ['IMG_20250101_101500.jpg', []],
    ['JonteBerg_essay.txt', ['roster-name high']],
    ['berg-jonte.txt', ['roster-name high']],
    ['essay jonte.txt', ['roster-word low']],
    ['student-Milo.txt', ['possible-name low']],
    ['student-id-4711820.txt', ['student-number high']],
    ['dob_2014-05-12.txt', ['birth-date high']],
  ])('%s gives %j', (name, expected) => {
    expect(inspectFile({ name, bytes: encoder.encode('Plain words.') }, { roster }).map(({ kind, confidence }) => `${kind} ${confidence}`)).toEqual(expected);
  });
});

describe('any file', () => {
  it('can be looked into, whatever its bytes', () => {
    const heads = ['', '\x89PNG\r\n\x1a\n', '\xff\xd8\xff\xe1\0\x20Exif\0\0II*\0\x08\0\0\0', '\xff\xd8\xff\xed\0\x30Photoshop 3.0\x008BIM', 'RIFF\x10\0\0\0WEBPVP8X', '%PDF-1.7 /Info 1 0 R 1 0 obj << /Author ', '%PDF /Type /ObjStm stream\n', 'PK\x03\x04', 'GIF89a', '\0\0\0\x18ftypheic'];
    fc.assert(fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 600 }), fc.string(), (head, tail, name) => {
      for (const { message, remedy } of inspectFile({ name, bytes: Buffer.concat([latin(head), tail]) }, { roster })) {
        expect(message).toMatch(/^Unexpected /);
        expect(remedy).toMatch(/\.$/);
      }
    }), { numRuns: 1_000 });
  }, 60_000);

  it('can be cut or spoiled anywhere', async () => {
    const whole = await sharp({ create: { width: 24, height: 16, channels: 3, background: '#357' } }).withExif({ IFD0: { Artist: 'Somebody' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '44/1 30/1 0/1' } }).jpeg().toBuffer();
    fc.assert(fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (end, at, byte) => {
      const bytes = Uint8Array.from(whole.subarray(0, end));
      if (at < bytes.length) bytes[at] = byte;
      inspectFile({ name: 'a.jpg', bytes }, { roster });
    }), { numRuns: 500 });
  }, 60_000);
});
