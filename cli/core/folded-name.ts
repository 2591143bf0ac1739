/** A name as a disk that is blind to case and to spellings of one letter sees it: two that fold to one are one file there. */
export const foldedName = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
