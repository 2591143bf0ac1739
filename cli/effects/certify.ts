import type { Certificate } from '../core/badge/certificate.ts';
import type { Picture } from '../core/badge/picture.ts';
import { isDrawn } from './certificate-art.ts';
import type { Paper } from './certificate-document.ts';
import { certificatePdf, type CertificateArt, type PrintedCertificate } from './certificate-pdf.ts';
import { rasterise } from './rasterise.ts';

const PIXELS = 900;

/** Prints a certificate with the picture of its badge, where that is at hand. */
export async function printCertificate(certificate: Certificate, picture: Picture | null, paper?: Paper): Promise<PrintedCertificate> {
  return certificatePdf(certificate, picture === null ? null : await artFrom(picture), paper);
}

// A picture stands on the certificates of many badges.
const made = new WeakMap<Picture, Promise<CertificateArt>>();

function artFrom(picture: Picture): Promise<CertificateArt> {
  const art = made.get(picture) ?? artOf(picture);
  made.set(picture, art);
  return art;
}

// What we drew stays lines; an author's own picture becomes pixels.
async function artOf({ svg, alt, png }: Picture): Promise<CertificateArt> {
  return png === null && isDrawn(svg) ? { svg, alt, png: null } : { svg: null, alt, png: png ?? (await rasterise(svg, PIXELS)) };
}

/** A certificate as the site publishes it. */
export const certify = async (certificate: Certificate, picture: Picture): Promise<Uint8Array> => (await printCertificate(certificate, picture)).pdf;
