import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A tenant behind a slow link. */
export interface FarTenant {
  /** Its origin at this end of the link. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * A relay in front of a server on loopback that delays each piece of data, like a link with a round trip time.
 *
 * @param origin of the server
 * @param oneWay the delay of a piece in each direction, in milliseconds
 */
export async function farTenant(origin: string, oneWay: number): Promise<FarTenant> {
  const { protocol, port } = new URL(origin);
  const sockets = new Set<Socket>();
  const server = createServer(near => {
    const far = connect(Number(port), '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', piece => void setTimeout(() => to.write(piece), oneWay));
      from.on('end', () => void setTimeout(() => to.end(), oneWay));
      from.on('error', () => to.destroy());
      from.on('close', () => sockets.delete(from));
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `${protocol}//127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}
