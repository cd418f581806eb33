// Equivalent to the code that a generator would create for the page and its server from:
//   package demo;
//   message Session { string token = 1; }
//   service Sessions { rpc Renew(Session) returns (Session); rpc Watch(Session) returns (stream Session); }
import { create, createFileRegistry } from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';

const types = { inputType: '.demo.Session', outputType: '.demo.Session' };
const file = create(FileDescriptorProtoSchema, {
  name: 'demo.proto',
  package: 'demo',
  syntax: 'proto3',
  messageType: [
    {
      name: 'Session',
      field: [
        {
          name: 'token',
          jsonName: 'token',
          number: 1,
          type: FieldDescriptorProto_Type.STRING,
          label: FieldDescriptorProto_Label.OPTIONAL,
        },
      ],
    },
  ],
  service: [
    {
      name: 'Sessions',
      method: [
        { name: 'Renew', ...types },
        { name: 'Watch', ...types, serverStreaming: true },
      ],
    },
  ],
});

export const Sessions = createFileRegistry(file, () => undefined).getService('demo.Sessions');
