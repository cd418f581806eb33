const DATA_FRAME = 0x00;
const TRAILER_FRAME = 0x80;
/** Protobuf: field 1 of wire type 2, a length and that many bytes. */
const FIRST_FIELD = 0x0a;

/** One gRPC-web response: a message whose first field is this text, then its trailers (PROTOCOL-WEB.md). */
export function encodeGrpcWeb(text: string): Buffer {
  const bytes = Buffer.from(text);
  const message = Buffer.concat([Buffer.from([FIRST_FIELD, ...encodeVarint(bytes.length)]), bytes]);
  return Buffer.concat([
    encodeFrame(DATA_FRAME, message),
    encodeFrame(TRAILER_FRAME, Buffer.from('grpc-status:0\r\n')),
  ]);
}

function encodeFrame(kind: number, content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}

function encodeVarint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encodeVarint(value >>> 7)];
}
