import type { Socket } from 'node:net';

export interface Connection {
  /** 1 for the first connection that the tenant accepted. */
  number: number;
  /** The TCP socket, under TLS too: only that one can be reset. */
  socket: Socket;
}

/** The TCP connections of a server, found again by the peer's port, which a TLS socket shows as well. */
export class Connections {
  count = 0;
  readonly #open = new Map<number, Connection>();

  add(socket: Socket): void {
    this.count += 1;
    const port = socket.remotePort;
    // The peer may no longer exist.
    if (port === undefined) {
      socket.destroy();
      return;
    }
    this.#open.set(port, { number: this.count, socket });
    socket.once('close', () => {
      if (this.#open.get(port)?.socket === socket) this.#open.delete(port);
    });
  }

  under(socket: Socket): Connection {
    return this.#open.get(socket.remotePort ?? 0) ?? { number: 0, socket };
  }

  destroyAll(): void {
    for (const { socket } of this.#open.values()) socket.destroy();
  }
}
