import { createServer } from 'node:net';

/** Below the ports that systems give to servers without a port of their own, such as the simulated tenants. */
const [LOWEST, HIGHEST] = [20_000, 32_000];

/** A port for a program that cannot choose a free one itself. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
