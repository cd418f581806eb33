import { AsnArray, AsnConvert, AsnPropTypes, AsnType, AsnTypeTypes } from '@peculiar/asn1-schema';

/** Undefined for bytes that don't have this structure. Ignores bytes after its end. */
export function parseAsn1<T>(der: BufferSource, type: new () => T): T | undefined {
  try {
    return AsnConvert.parse(der, type);
  } catch {
    return undefined;
  }
}

/** `SEQUENCE OF OCTET STRING`. */
export class OctetStrings extends AsnArray<ArrayBuffer> {}
AsnType({ type: AsnTypeTypes.Sequence, itemType: AsnPropTypes.OctetString })(OctetStrings);
