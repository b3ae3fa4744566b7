import { fromJSON, type ServiceDefinition } from '@grpc/proto-loader';

import { protocolDescriptor } from './protocolDescriptor.ts';

const definitions = fromJSON(protocolDescriptor, { keepCase: true, longs: String, oneofs: true });

const isService = (definition: object): definition is ServiceDefinition => !('format' in definition);

/** One of the services of the protocol, by its full name, ready to be added to a gRPC server. */
export const eventStoreDbService = (name: `event_store.client.${string}`): ServiceDefinition => {
  const definition = definitions[name];
  if (definition === undefined || !isService(definition)) throw new Error(`There is no service ${name}.`);
  return definition;
};
