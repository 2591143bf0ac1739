// What is used of a package that brings no types.
declare module 'pdfkit' {
  interface Struct {
    readonly add: (child: Struct) => this;
    readonly end: () => void;
  }
  interface Font {
    readonly hasGlyphForCodePoint: (point: number) => boolean;
    readonly glyphForCodePoint: (point: number) => Glyph;
    readonly layout: (text: string, features?: readonly string[], script?: string, language?: string) => { readonly glyphs: readonly Glyph[]; readonly positions: readonly { readonly xAdvance: number }[] };
  }
  interface Glyph {
    readonly advanceWidth: number;
    readonly path: { readonly commands: readonly { readonly command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'closePath'; readonly args: readonly number[] }[] };
  }
  interface TextOptions {
    readonly lineBreak: false;
    readonly baseline: 'alphabetic';
  }
  /** A picture in a document; of those steps that take its pixels apart, a JPEG has none. */
  interface Image {
    imgData: Uint8Array | null;
    alphaChannel?: Uint8Array;
    finalize: () => void;
    splitAlphaChannel?: () => void;
    loadIndexedAlphaChannel?: () => void;
    decodeData?: () => void;
  }
  class PDFDocument {
    constructor(options: { readonly font: null } | {
      readonly size: 'A4' | 'LETTER';
      readonly margin: 0;
      readonly font: null;
      readonly pdfVersion: '1.7';
      readonly lang: string;
      readonly tagged: true;
      readonly displayTitle: true;
      readonly info: { readonly Title: string; readonly Author: string; readonly Subject: string; readonly Creator: string; readonly Producer: string; readonly CreationDate: Date };
    });
    readonly page: { readonly width: number; readonly height: number };
    /** Of the font that is set. */
    readonly _font: { readonly font: Font; layoutCache: Record<string, object> };
    /** Writes onto the page what a method has put together. */
    addContent: (part: string) => this;
    readonly registerFont: (name: string, font: Uint8Array | Font) => this;
    readonly font: (name: string) => this;
    readonly fontSize: (size: number) => this;
    readonly widthOfString: (text: string) => number;
    readonly text: (text: string, x: number, y: number, options: TextOptions) => this;
    readonly struct: (type: string, options: { readonly alt?: string; readonly actual?: string; readonly lang?: string }, children?: () => void) => Struct;
    readonly addStructure: (struct: Struct) => this;
    readonly markContent: (type: 'Artifact', options: { readonly type: 'Layout' }) => this;
    readonly endMarkedContent: () => this;
    readonly save: () => this;
    readonly restore: () => this;
    readonly translate: (x: number, y: number) => this;
    readonly scale: (x: number, y: number) => this;
    readonly path: (path: string) => this;
    readonly circle: (x: number, y: number, radius: number) => this;
    readonly rect: (x: number, y: number, width: number, height: number) => this;
    readonly moveTo: (x: number, y: number) => this;
    readonly lineTo: (x: number, y: number) => this;
    readonly lineWidth: (width: number) => this;
    readonly lineCap: (cap: 'butt' | 'round') => this;
    readonly lineJoin: (join: 'miter' | 'round') => this;
    readonly fill: (color?: string) => this;
    readonly fillColor: (color: string) => this;
    readonly stroke: (color?: string) => this;
    readonly fillAndStroke: (fill: string, stroke: string) => this;
    readonly openImage: (bytes: Uint8Array) => Image;
    readonly image: (image: Image, x: number, y: number, options: { readonly width: number; readonly height: number }) => this;
    readonly link: (x: number, y: number, width: number, height: number, address: string, options: { readonly Contents: object }) => this;
    readonly on: (event: 'data' | 'end' | 'error', listen: (chunk: Uint8Array) => void) => this;
    readonly end: () => void;
  }
  export default PDFDocument;
}
