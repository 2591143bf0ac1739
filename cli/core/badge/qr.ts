import encodeQR from 'qr';

/** A QR code as the outline of its dark squares, in squares, without the quiet zone of four squares that has to be around it. */
export interface Qr {
  readonly size: number;
  /** An SVG path: a box for each run of dark squares in a row. */
  readonly path: string;
}

/** The QR code of a text: the same for the same text. A quarter of it may be dirty. */
export function qrOf(text: string): Qr {
  const rows = encodeQR(text, 'raw', { ecc: 'quartile', border: 1 }).slice(1, -1).map((row) => row.slice(1, -1));
  let path = '';
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (row[x] !== true) continue;
      const from = x;
      while (row[x + 1] === true) x += 1;
      path += `M${from} ${y}h${x - from + 1}v1H${from}z`;
    }
  }
  return { size: rows.length, path };
}
