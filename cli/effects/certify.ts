import type { Certificate } from '../core/badge/certificate.ts';
import type { Picture } from '../core/badge/picture.ts';
import { isDrawn } from './certificate-art.ts';
import type { Paper } from './certificate-document.ts';
import { certificatePdf, type PrintedCertificate } from './certificate-pdf.ts';
import { rasterise } from './rasterise.ts';

const PIXELS = 900;

/** Prints a certificate with the picture of its badge, where that is at hand. */
export async function printCertificate(certificate: Certificate, picture: Picture | null, paper?: Paper): Promise<PrintedCertificate> {
  if (picture === null) return certificatePdf(certificate, null, paper);
  const { svg, alt, png } = picture;
  // What we drew stays lines; an author's own picture becomes pixels.
  if (png === null && isDrawn(svg)) return certificatePdf(certificate, { svg, alt, png: null }, paper);
  return certificatePdf(certificate, { svg: null, alt, png: png ?? (await rasterise(svg, PIXELS)) }, paper);
}

/** A certificate as the site publishes it. */
export const certify = async (certificate: Certificate, picture: Picture): Promise<Uint8Array> => (await printCertificate(certificate, picture)).pdf;
